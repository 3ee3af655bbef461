package dev.tollgate.ledger;

import dev.tollgate.money.Money;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One transfer as its account sees it.
 *
 * @param amount what it added; negative where it took
 * @param posted the posted balance after it
 * @param request the request that it paid for, or null
 * @param externalReference the operator's reference, or null
 */
public record LedgerEntry(
    String id,
    Instant time,
    Kind kind,
    Money amount,
    Money posted,
    @Nullable String request,
    @Nullable String externalReference) {

  /** What moved the money. */
  public enum Kind {
    /** Credits given. */
    TOPUP,
    /** Credits taken back by the operator. */
    ADJUSTMENT,
    /** A completion paid for. */
    USAGE;

    /** The word on the wire and in the table. */
    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The request that it paid for, if one. */
  public Optional<String> requestId() {
    return Optional.ofNullable(request);
  }

  /** The operator's reference, if one. */
  public Optional<String> reference() {
    return Optional.ofNullable(externalReference);
  }
}
