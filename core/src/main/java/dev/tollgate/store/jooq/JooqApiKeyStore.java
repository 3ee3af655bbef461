package dev.tollgate.store.jooq;

import static dev.tollgate.store.schema.Tables.TOLLGATE_ACCOUNT;
import static dev.tollgate.store.schema.Tables.TOLLGATE_API_KEY;

import dev.tollgate.keys.ApiKey;
import dev.tollgate.keys.ApiKeyStore;
import dev.tollgate.keys.Budget;
import dev.tollgate.keys.CompletionLimits;
import dev.tollgate.keys.KeyLimits;
import dev.tollgate.keys.KeyModels;
import dev.tollgate.ledger.AccountId;
import dev.tollgate.ledger.Page;
import dev.tollgate.money.Money;
import dev.tollgate.refusal.Refusal;
import dev.tollgate.refusal.RefusalKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Keys in the table {@code tollgate_api_key}. */
final class JooqApiKeyStore implements ApiKeyStore {

  private static final int WAIT_SECONDS = 5;

  private final GroupCommit writer;
  private final Reads reads;

  JooqApiKeyStore(GroupCommit writer, Reads reads) {
    this.writer = writer;
    this.reads = reads;
  }

  /**
   * Adds a key.
   *
   * @throws Refusal NOT_FOUND when there is no such account
   */
  @Override
  public boolean add(ApiKey key) {
    return await(sql -> insert(sql, key));
  }

  @Override
  public Optional<ApiKey> find(String id) {
    return reads.lookup(
        sql ->
            sql.selectFrom(TOLLGATE_API_KEY)
                .where(TOLLGATE_API_KEY.ID.eq(id))
                .fetchOptional(JooqApiKeyStore::key));
  }

  @Override
  public Page<ApiKey> list(AccountId account, String cursor, int limit) {
    int size = Cursor.pageSize(limit);
    Condition rest = Cursor.read(cursor, 2, JooqApiKeyStore::after);
    List<ApiKey> rows =
        reads.read(
            sql ->
                sql.selectFrom(TOLLGATE_API_KEY)
                    .where(TOLLGATE_API_KEY.ACCOUNT.eq(account.value()))
                    .and(rest == null ? DSL.noCondition() : rest)
                    .orderBy(TOLLGATE_API_KEY.CREATED, TOLLGATE_API_KEY.ID)
                    .limit(size + 1)
                    .fetch(JooqApiKeyStore::key));
    return Reads.page(rows, size, key -> Cursor.of(Cursor.micros(key.created()), key.id()));
  }

  @Override
  public boolean revoke(String id, Instant now) {
    return await(
        sql ->
            sql.update(TOLLGATE_API_KEY)
                    .set(
                        TOLLGATE_API_KEY.REVOKED,
                        DSL.coalesce(TOLLGATE_API_KEY.REVOKED, DSL.val(Times.stored(now))))
                    .where(TOLLGATE_API_KEY.ID.eq(id))
                    .execute()
                == 1);
  }

  private static boolean insert(DSLContext sql, ApiKey key) {
    if (!sql.fetchExists(TOLLGATE_ACCOUNT, TOLLGATE_ACCOUNT.ID.eq(key.account().value()))) {
      throw Refusal.of(RefusalKind.NOT_FOUND, "no such account");
    }
    if (sql.fetchExists(TOLLGATE_API_KEY, TOLLGATE_API_KEY.ID.eq(key.id()))) {
      return false;
    }
    Optional<Budget> budget = key.limits().completions().mostCost();
    sql.insertInto(TOLLGATE_API_KEY)
        .set(TOLLGATE_API_KEY.ID, key.id())
        .set(TOLLGATE_API_KEY.ACCOUNT, key.account().value())
        .set(TOLLGATE_API_KEY.NAME, key.name())
        .set(TOLLGATE_API_KEY.SHA256, key.sha256())
        .set(TOLLGATE_API_KEY.PER_MINUTE, key.limits().perMinute())
        .set(TOLLGATE_API_KEY.PER_DAY, key.limits().perDay())
        .set(TOLLGATE_API_KEY.CONCURRENT, key.limits().completions().concurrent())
        .set(TOLLGATE_API_KEY.TOKENS_PER_MINUTE, key.limits().completions().tokens())
        .set(TOLLGATE_API_KEY.BUDGET, budget.map(b -> b.amount().nanos()).orElse(null))
        .set(TOLLGATE_API_KEY.BUDGET_RESET, budget.map(b -> b.reset().name()).orElse(null))
        .set(TOLLGATE_API_KEY.MODELS, lines(key.limits().models().only()))
        .set(TOLLGATE_API_KEY.QUALITY, key.limits().models().quality())
        .set(TOLLGATE_API_KEY.CREATED, Times.stored(key.created()))
        .set(TOLLGATE_API_KEY.EXPIRES, storedOrNull(key.expiry()))
        .set(TOLLGATE_API_KEY.REVOKED, storedOrNull(key.revocation()))
        .execute();
    return true;
  }

  private static @Nullable Instant storedOrNull(@Nullable Instant time) {
    return time == null ? null : Times.stored(time);
  }

  private static Condition after(List<String> last) {
    Instant created = Cursor.instant(last.get(0));
    return DSL.row(TOLLGATE_API_KEY.CREATED, TOLLGATE_API_KEY.ID).gt(DSL.row(created, last.get(1)));
  }

  private static ApiKey key(Record row) {
    return new ApiKey(
        row.get(TOLLGATE_API_KEY.ID),
        new AccountId(row.get(TOLLGATE_API_KEY.ACCOUNT)),
        row.get(TOLLGATE_API_KEY.NAME),
        row.get(TOLLGATE_API_KEY.SHA256),
        new KeyLimits(
            row.get(TOLLGATE_API_KEY.PER_MINUTE),
            row.get(TOLLGATE_API_KEY.PER_DAY),
            new CompletionLimits(
                row.get(TOLLGATE_API_KEY.CONCURRENT),
                row.get(TOLLGATE_API_KEY.TOKENS_PER_MINUTE),
                budget(row)),
            models(row)),
        row.get(TOLLGATE_API_KEY.CREATED),
        row.get(TOLLGATE_API_KEY.EXPIRES),
        row.get(TOLLGATE_API_KEY.REVOKED));
  }

  private static @Nullable String lines(List<String> models) {
    return models.isEmpty() ? null : String.join("\n", models);
  }

  private static KeyModels models(Record row) {
    String lines = row.get(TOLLGATE_API_KEY.MODELS);
    return new KeyModels(
        lines == null ? List.of() : lines.lines().toList(), row.get(TOLLGATE_API_KEY.QUALITY));
  }

  private static @Nullable Budget budget(Record row) {
    Long nanos = row.get(TOLLGATE_API_KEY.BUDGET);
    return nanos == null
        ? null
        : new Budget(
            Money.ofNanos(nanos), Budget.Reset.valueOf(row.get(TOLLGATE_API_KEY.BUDGET_RESET)));
  }

  private <T> T await(Function<DSLContext, T> act) {
    try {
      return writer
          .<T>submit(pending -> new Command.Change<>(act, pending))
          .toCompletableFuture()
          .get(WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof RuntimeException known) {
        throw known;
      }
      throw new IllegalStateException(failure.getCause());
    } catch (TimeoutException late) {
      throw BatchRunner.overloaded();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw BatchRunner.overloaded();
    }
  }
}
