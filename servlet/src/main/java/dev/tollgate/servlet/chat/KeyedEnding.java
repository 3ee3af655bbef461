package dev.tollgate.servlet.chat;

import dev.tollgate.billing.OpenHold;
import dev.tollgate.billing.Settlement;
import dev.tollgate.chat.ChatResponse;
import dev.tollgate.chat.Usage;
import dev.tollgate.gateway.Ending;
import dev.tollgate.idempotency.Lead;
import dev.tollgate.idempotency.StoredAnswer;
import dev.tollgate.pricing.Price;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.CompletionStage;

/** Ends the hold of a request with a key, and tells those who wait for what became of it. */
final class KeyedEnding implements Ending {

  private final OpenHold hold;
  private final Price price;
  private final Lead lead;
  private final WholeAnswer whole;

  KeyedEnding(OpenHold hold, Price price, Lead lead, WholeAnswer whole) {
    this.hold = hold;
    this.price = price;
    this.lead = lead;
    this.whole = whole;
  }

  @Override
  public CompletionStage<Settlement> settle(ChatResponse answer, Usage usage) {
    StoredAnswer stored =
        new StoredAnswer(
            HttpServletResponse.SC_OK, WholeAnswer.CONTENT_TYPE, whole.body(answer, usage));
    return hold.settle(usage, price, stored)
        .whenComplete(
            (settled, failure) -> {
              if (failure == null) {
                lead.finished(stored);
              } else {
                // Whoever comes next learns from the store what became of it.
                lead.failed();
              }
            });
  }

  /** The caller left: what he is charged for is no answer. */
  @Override
  public CompletionStage<Settlement> settle(Usage usage) {
    return hold.settle(usage, price).whenComplete((settled, failure) -> lead.failed());
  }

  @Override
  public Ending at(Price other) {
    return new KeyedEnding(hold, other, lead, whole);
  }

  @Override
  public CompletionStage<Settlement> release() {
    return hold.release().whenComplete((released, failure) -> lead.failed());
  }
}
