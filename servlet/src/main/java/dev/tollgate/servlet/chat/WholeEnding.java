package dev.tollgate.servlet.chat;

import dev.tollgate.billing.Settlement;
import dev.tollgate.chat.ChatResponse;
import dev.tollgate.chat.Usage;
import dev.tollgate.gateway.Ending;
import dev.tollgate.idempotency.StoredAnswer;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.CompletionStage;

/** How a request with a key ends that does not stream: its body is kept. */
final class WholeEnding implements Ending {

  private final KeyedEnding keyed;
  private final WholeAnswer whole;

  WholeEnding(KeyedEnding keyed, WholeAnswer whole) {
    this.keyed = keyed;
    this.whole = whole;
  }

  @Override
  public CompletionStage<Settlement> settle(ChatResponse answer, Usage usage) {
    byte[] body = whole.body(answer, usage);
    return keyed.settle(
        usage, new StoredAnswer(HttpServletResponse.SC_OK, WholeAnswer.CONTENT_TYPE, body));
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
