package dev.tollgate.config;

import dev.tollgate.catalog.Model;
import dev.tollgate.gateway.ChatCall;
import dev.tollgate.gateway.ExchangeListener;
import dev.tollgate.routing.auto.Feedback;

/** Tells how models did that an auto model had chosen. */
final class FeedbackListener implements ExchangeListener {

  private final Feedback feedback;

  FeedbackListener(Feedback feedback) {
    this.feedback = feedback;
  }

  @Override
  public void showed(ChatCall call, Model model, boolean inOrder) {
    call.plan()
        .decision()
        .ifPresent(decision -> feedback.tell(model.id(), decision.shape(), !inOrder));
  }
}
