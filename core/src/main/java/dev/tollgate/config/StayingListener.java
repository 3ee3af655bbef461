package dev.tollgate.config;

import dev.tollgate.catalog.Model;
import dev.tollgate.gateway.ChatCall;
import dev.tollgate.gateway.ExchangeListener;
import dev.tollgate.routing.auto.AutoChoices;

/** Tells the auto models who answers, so that conversations stay with who they are with. */
final class StayingListener implements ExchangeListener {

  private final AutoChoices choices;

  StayingListener(AutoChoices choices) {
    this.choices = choices;
  }

  @Override
  public void answers(ChatCall call, Model model) {
    call.plan().decision().ifPresent(decision -> choices.answered(decision, model));
  }
}
