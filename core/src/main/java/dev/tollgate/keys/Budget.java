package dev.tollgate.keys;

import dev.tollgate.money.Money;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;

/**
 * How much a key may spend of its account's money.
 *
 * @param amount more than nothing
 * @param reset when what was spent is forgotten
 */
public record Budget(Money amount, Reset reset) {

  public Budget {
    if (!amount.isPositive()) {
      throw new IllegalArgumentException("a budget is more than nothing: " + amount);
    }
  }

  /** When a budget begins anew: at midnight UTC. */
  public enum Reset {
    /** Never: it is for the whole life of the key. */
    NEVER,
    /** Each day. */
    DAILY,
    /** Each Monday. */
    WEEKLY,
    /** Each first of a month. */
    MONTHLY;

    /** The first day of the period that the day is in. */
    public LocalDate startOf(LocalDate day) {
      return switch (this) {
        case NEVER -> LocalDate.EPOCH;
        case DAILY -> day;
        case WEEKLY -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        case MONTHLY -> day.withDayOfMonth(1);
      };
    }

    /** The first day after that period; empty when it never ends. */
    public Optional<LocalDate> endOf(LocalDate day) {
      LocalDate start = startOf(day);
      return switch (this) {
        case NEVER -> Optional.empty();
        case DAILY -> Optional.of(start.plusDays(1));
        case WEEKLY -> Optional.of(start.plusWeeks(1));
        case MONTHLY -> Optional.of(start.plusMonths(1));
      };
    }
  }
}
