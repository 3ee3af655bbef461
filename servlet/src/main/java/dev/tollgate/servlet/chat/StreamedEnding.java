package dev.tollgate.servlet.chat;

import dev.tollgate.billing.Settlement;
import dev.tollgate.chat.StreamJson;
import dev.tollgate.chat.Usage;
import dev.tollgate.gateway.Ending;
import dev.tollgate.idempotency.KeptStream;
import dev.tollgate.idempotency.StoredAnswer;
import dev.tollgate.servlet.http.StreamHead;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.util.concurrent.CompletionStage;

/** How a stream with a key ends: all its events are kept, or the mark that they were too many. */
final class StreamedEnding implements Ending {

  private final KeyedEnding keyed;
  private final KeptStream stream;
  private final StreamJson encoder;

  StreamedEnding(KeyedEnding keyed, KeptStream stream, StreamJson encoder) {
    this.keyed = keyed;
    this.stream = stream;
    this.encoder = encoder;
  }

  @Override
  public CompletionStage<Settlement> settleStream(Usage usage) {
    return keyed.settle(
        usage,
        stream.bytes().map(events -> stored(events, usage)).orElseGet(StoredAnswer::notKept));
  }

  private StoredAnswer stored(byte[] events, Usage usage) {
    ByteArrayOutputStream body = new ByteArrayOutputStream(events.length + 512);
    body.writeBytes(events);
    body.writeBytes(encoder.usage(usage));
    body.writeBytes(encoder.done());
    return new StoredAnswer(HttpServletResponse.SC_OK, StreamHead.CONTENT_TYPE, body.toByteArray());
  }

  @Override
  public CompletionStage<Settlement> settle(Usage usage) {
    return keyed.settle(usage);
  }

  @Override
  public CompletionStage<Settlement> release() {
    return keyed.release();
  }
}
