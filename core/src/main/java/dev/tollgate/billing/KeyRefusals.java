package dev.tollgate.billing;

import dev.tollgate.keys.Budget;
import dev.tollgate.keys.Caller;
import dev.tollgate.money.Money;
import dev.tollgate.refusal.Refusal;
import dev.tollgate.refusal.RefusalKind;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** What a caller is told whose key, and not his account, stands in the way. */
final class KeyRefusals {

  /** Nobody knows when one of the others ends. */
  private static final Duration MAYBE_SOON = Duration.ofSeconds(1);

  private KeyRefusals() {}

  static Refusal overBudget(HoldOrder order, Money left) {
    Budget budget = order.caller().limits().completions().mostCost().orElseThrow();
    String has =
        left.isPositive()
            ? credits(left) + " are left, and this request needs at least " + credits(order.least())
            : "nothing is left";
    return Refusal.of(
        RefusalKind.INSUFFICIENT_CREDITS,
        "The budget of this API key is "
            + credits(budget.amount())
            + " credits"
            + period(budget.reset())
            + ": "
            + has
            + end(budget.reset(), order.created())
            + ".");
  }

  static Refusal tooManyAtOnce(Caller caller) {
    long most = caller.limits().completions().atOnce().orElseThrow();
    return Refusal.retryable(
        RefusalKind.RATE_LIMITED,
        "Rate limit exceeded: "
            + most
            + (most == 1 ? " request" : " requests")
            + " of this API key at once. Try again when one has ended.",
        MAYBE_SOON);
  }

  static Refusal tooManyTokens(HoldOrder order, Duration wait) {
    long most = order.caller().limits().completions().tokensPerMinute().orElseThrow();
    return Refusal.retryable(
        RefusalKind.RATE_LIMITED,
        "Rate limit exceeded: "
            + most
            + " tokens a minute of this API key, and this request may take "
            + order.subject().tokens()
            + ". The minute ends in "
            + wait.toSeconds()
            + " s.",
        wait);
  }

  private static String credits(Money money) {
    return money.toCredits().toPlainString();
  }

  private static String period(Budget.Reset reset) {
    return switch (reset) {
      case NEVER -> "";
      case DAILY -> " a day";
      case WEEKLY -> " a week";
      case MONTHLY -> " a month";
    };
  }

  private static String end(Budget.Reset reset, Instant now) {
    return reset
        .endOf(LocalDate.ofInstant(now, ZoneOffset.UTC))
        .map(end -> ". It begins anew at " + end.atStartOfDay().toInstant(ZoneOffset.UTC))
        .orElse("");
  }
}
