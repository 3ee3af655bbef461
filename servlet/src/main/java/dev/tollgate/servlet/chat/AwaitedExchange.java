package dev.tollgate.servlet.chat;

import dev.tollgate.gateway.Exchange;
import dev.tollgate.idempotency.Lead;

/** A call that goes on without its caller while others wait for the same answer. */
record AwaitedExchange(Exchange exchange, Lead lead) implements Exchange {

  @Override
  public void callerGone() {
    if (!lead.isAwaited()) {
      exchange.callerGone();
    }
  }

  @Override
  public void pause() {
    exchange.pause();
  }

  @Override
  public void resume() {
    exchange.resume();
  }
}
