package dev.tollgate.servlet.billing;

import dev.tollgate.billing.OpenHold;
import dev.tollgate.chat.Usage;
import dev.tollgate.servlet.http.HeldRequest;
import dev.tollgate.servlet.http.RequestQuote;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides, once, what a foreign servlet's answer costs. Thread-safe. */
final class MeteredEnding {

  private static final Logger LOG = LoggerFactory.getLogger(MeteredEnding.class);

  private final HeldRequest held;
  private final RequestQuote quote;
  private final MeteredResponse response;
  private volatile boolean failed;

  MeteredEnding(HeldRequest held, RequestQuote quote, MeteredResponse response) {
    this.held = held;
    this.quote = quote;
    this.response = response;
  }

  /** The servlet threw or ran out of time. */
  void failed() {
    failed = true;
  }

  /**
   * The container says that the connection broke. It says so too of an exception that the servlet
   * threw, which is then known as a failure already.
   */
  void callerLost() {
    if (!failed) {
      response.tap().callerLost();
    }
  }

  /** The request is over. */
  void over() {
    held.takeIfFree().ifPresent(this::end);
  }

  private void end(OpenHold hold) {
    Usage usage;
    try {
      if (!isCharged()) {
        HoldEnding.release(hold);
        return;
      }
      usage = usage(hold);
    } catch (RuntimeException e) {
      LOG.error("the usage of {} is not known: it is released", hold.id(), e);
      HoldEnding.release(hold);
      return;
    }
    HoldEnding.settle(hold, usage);
  }

  private boolean isCharged() {
    boolean answered = response.getStatus() >= 200 && response.getStatus() < 300;
    // Hanging up does not make free what was delivered, whatever it made the servlet throw.
    return answered && (response.tap().isCallerLost() ? response.tap().bytes() > 0 : !failed);
  }

  private Usage usage(OpenHold hold) {
    return response
        .tap()
        .usage()
        .orElseGet(
            () ->
                Usage.estimated(
                    Math.min(quote.exactPrompt().getAsLong(), quote.quote().promptTokens()),
                    Math.min(response.tap().estimatedTokens(), hold.outputTokens())));
  }
}
