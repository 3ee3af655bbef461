package dev.tollgate.servlet.chat;

import dev.tollgate.gateway.Exchange;
import dev.tollgate.idempotency.StreamSource;

/** The call behind a stream that is kept. */
record CalledSource(Exchange exchange) implements StreamSource {

  @Override
  public void pause() {
    exchange.pause();
  }

  @Override
  public void resume() {
    exchange.resume();
  }

  @Override
  public void abandon() {
    exchange.callerGone();
  }
}
