package dev.tollgate.servlet.chat;

import dev.tollgate.billing.OpenHold;
import dev.tollgate.billing.Settlement;
import dev.tollgate.chat.Usage;
import dev.tollgate.idempotency.Lead;
import dev.tollgate.idempotency.StoredAnswer;
import java.util.concurrent.CompletionStage;

/** Ends the hold of a request with a key, and tells those who wait for what became of it. */
final class KeyedEnding {

  private final OpenHold hold;
  private final Lead lead;

  KeyedEnding(OpenHold hold, Lead lead) {
    this.hold = hold;
    this.lead = lead;
  }

  /** Charges for an answer that came in full, and keeps it. */
  CompletionStage<Settlement> settle(Usage usage, StoredAnswer stored) {
    return hold.settle(usage, stored)
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
  CompletionStage<Settlement> settle(Usage usage) {
    return hold.settle(usage).whenComplete((settled, failure) -> lead.failed());
  }

  CompletionStage<Settlement> release() {
    return hold.release().whenComplete((released, failure) -> lead.failed());
  }
}
