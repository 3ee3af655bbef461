package dev.tollgate.config;

import dev.tollgate.catalog.Model;
import dev.tollgate.gateway.ChatCall;
import dev.tollgate.gateway.ExchangeListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs what each auto model chose and what it went by, then how the models did: numbers, from which
 * each choice can be made again, and no word of a request.
 */
final class DecisionLog implements ExchangeListener {

  private static final Logger LOG = LoggerFactory.getLogger(DecisionLog.class);

  @Override
  public void began(ChatCall call) {
    call.plan()
        .decision()
        .ifPresent(
            decision ->
                LOG.info("{} {} {}", call.requestId(), decision.autoModel(), decision.line()));
  }

  @Override
  public void showed(ChatCall call, Model model, boolean inOrder) {
    call.plan()
        .decision()
        .ifPresent(
            decision -> LOG.info("{} {} in-order={}", call.requestId(), model.id(), inOrder));
  }
}
