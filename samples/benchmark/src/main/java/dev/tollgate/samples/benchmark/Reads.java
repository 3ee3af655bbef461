package dev.tollgate.samples.benchmark;

import com.google.common.base.Ticker;
import dev.tollgate.ledger.AccountId;
import dev.tollgate.ledger.LedgerStore;
import dev.tollgate.ledger.UsageQuery;
import dev.tollgate.ledger.UsageQuery.GroupBy;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** What a dashboard asks of the ledger, timed. */
final class Reads {

  private static final int TIMES = 50;
  private static final int PAGE = 50;
  private static final int DAYS = 30;

  private final LedgerStore ledger;
  private final List<AccountId> accounts;
  private final LocalDate today;
  private final Ticker ticker;

  Reads(LedgerStore ledger, List<AccountId> accounts, LocalDate today, Ticker ticker) {
    this.ledger = ledger;
    this.accounts = accounts;
    this.today = today;
    this.ticker = ticker;
  }

  private interface Read {
    Object of(AccountId account);
  }

  /** Nanoseconds of each read by its name, over many accounts. */
  Map<String, Histogram> measure() {
    Map<String, Read> reads = new LinkedHashMap<>();
    reads.put("balance", ledger::find);
    reads.put("accounts, first page", account -> ledger.list("", PAGE));
    reads.put("statement, first page", account -> ledger.entries(account, "", PAGE));
    reads.put(
        "statement, second page",
        account ->
            ledger.entries(account, ledger.entries(account, "", PAGE).next().orElse(""), PAGE));
    for (GroupBy group : GroupBy.values()) {
      reads.put(
          "usage by " + group.name().toLowerCase(Locale.ROOT) + ", 30 days",
          account -> ledger.usage(new UsageQuery(account, today.minusDays(DAYS), today, group)));
    }
    Map<String, Histogram> figures = new LinkedHashMap<>();
    reads.forEach((name, read) -> figures.put(name, time(read)));
    return figures;
  }

  private Histogram time(Read read) {
    Histogram times = new Histogram(3);
    for (int i = 0; i < TIMES; i++) {
      AccountId account = accounts.get(i % accounts.size());
      long begun = ticker.read();
      if (read.of(account) == null) {
        throw new IllegalStateException("no answer");
      }
      times.recordValue(ticker.read() - begun);
    }
    return times;
  }
}
