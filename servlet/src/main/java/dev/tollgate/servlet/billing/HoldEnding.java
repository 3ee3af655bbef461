package dev.tollgate.servlet.billing;

import dev.tollgate.billing.OpenHold;
import dev.tollgate.billing.Settlement;
import dev.tollgate.chat.Usage;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends holds whose answer is out of our hands: nobody waits for the outcome, failures are told. */
final class HoldEnding {

  private static final Logger LOG = LoggerFactory.getLogger(HoldEnding.class);

  private HoldEnding() {}

  static void settle(OpenHold hold, Usage usage) {
    watch(hold, hold.settle(usage));
  }

  static void release(OpenHold hold) {
    watch(hold, hold.release());
  }

  private static void watch(OpenHold hold, CompletionStage<Settlement> ending) {
    ending.whenComplete(
        (settlement, failure) -> {
          if (failure != null) {
            LOG.error("the end of {} is not known", hold.id(), failure);
          }
        });
  }
}
