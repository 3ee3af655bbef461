package dev.tollgate.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tollgate.billing.HoldOrder;
import dev.tollgate.billing.HoldReceipt;
import dev.tollgate.billing.SettlementOrder;
import dev.tollgate.chat.Usage;
import dev.tollgate.idempotency.ClaimOrder;
import dev.tollgate.idempotency.Fingerprint;
import dev.tollgate.idempotency.IdempotencyKey;
import dev.tollgate.idempotency.KeptAnswer;
import dev.tollgate.idempotency.KeyScope;
import dev.tollgate.idempotency.StoredAnswer;
import dev.tollgate.ledger.AccountId;
import dev.tollgate.money.Money;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Requests with keys as the tests of stores need them. */
public final class Keys {

  /** How long their answers are kept. */
  public static final Duration RETENTION = Duration.ofHours(24);

  private Keys() {}

  /** A claim of that key for a request of that body. */
  public static ClaimOrder claim(AccountId account, String key, String body) {
    return new ClaimOrder(
        new KeyScope(account, "/v1/chat/completions", new IdempotencyKey(key)),
        Fingerprint.of(body.getBytes(UTF_8)),
        RETENTION);
  }

  /** A hold of that many nano-dollars that claims that key. */
  public static HoldOrder hold(ClaimOrder claim, String id, long nanos) {
    return hold(claim, id, nanos, Orders.NOW);
  }

  /** The same, made at that time. */
  public static HoldOrder hold(ClaimOrder claim, String id, long nanos, Instant created) {
    HoldOrder plain = Orders.hold(claim.scope().account(), id, nanos);
    HoldOrder.Subject subject = plain.subject();
    return new HoldOrder(
        plain.id(),
        plain.caller(),
        plain.amount(),
        plain.least(),
        new HoldOrder.Subject(
            subject.requestId(),
            subject.model(),
            subject.price(),
            subject.callName(),
            subject.tokens(),
            claim),
        created,
        created.plus(Duration.ofMinutes(11)));
  }

  /** The end of that hold with that answer, or without one that is kept. */
  public static SettlementOrder settle(HoldOrder made, long nanos, @Nullable StoredAnswer answer) {
    ClaimOrder claim = made.claim();
    return new SettlementOrder(
        made.id(),
        Usage.of(10, 3),
        Money.ofNanos(nanos),
        Money.ZERO,
        made.created(),
        new HoldReceipt(made, made.amount()),
        answer == null || claim == null ? null : new KeptAnswer(claim, answer));
  }

  /** A whole answer of that text. */
  public static StoredAnswer answer(String text) {
    return new StoredAnswer(200, "application/json", text.getBytes(UTF_8));
  }
}
