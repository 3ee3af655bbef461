package dev.tollgate.samples.clients;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.tollgate.upstream.Script;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for the end of a stream of LangChain4j, and keeps its pieces of text. */
final class StreamedAnswer implements StreamingChatResponseHandler {

  private final List<String> pieces = new CopyOnWriteArrayList<>();
  private final CompletableFuture<ChatResponse> whole = new CompletableFuture<>();
  private final Runnable onPiece;

  StreamedAnswer() {
    this(() -> {});
  }

  /** Runs that after each piece of text. */
  StreamedAnswer(Runnable onPiece) {
    this.onPiece = onPiece;
  }

  List<String> pieces() {
    return List.copyOf(pieces);
  }

  /** The whole answer; an error of the stream is the cause of what is thrown. */
  ChatResponse await() throws InterruptedException, ExecutionException, TimeoutException {
    return whole.get(Script.DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void onPartialResponse(String piece) {
    pieces.add(piece);
    onPiece.run();
  }

  @Override
  public void onCompleteResponse(ChatResponse response) {
    whole.complete(response);
  }

  @Override
  public void onError(Throwable error) {
    whole.completeExceptionally(error);
  }
}
