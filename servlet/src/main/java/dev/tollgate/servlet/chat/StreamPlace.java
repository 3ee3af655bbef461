package dev.tollgate.servlet.chat;

import dev.tollgate.gateway.Exchange;
import dev.tollgate.idempotency.Reading;

/**
 * A caller's place in a stream that others may read too: he can't hold up or end the call alone.
 */
record StreamPlace(Reading reading) implements Exchange {

  @Override
  public void callerGone() {
    reading.leave();
  }

  @Override
  public void pause() {
    reading.pause();
  }

  @Override
  public void resume() {
    reading.resume();
  }
}
