package dev.tollgate.contract;

import static dev.tollgate.contract.Orders.NOW;
import static dev.tollgate.contract.Orders.outcome;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link ApiKeyStore} does. */
public abstract class ApiKeyStoreContract extends StoreContract {

  private ApiKeyStore keys() {
    return stores().apiKeys();
  }

  @Test
  void keyComesBackAsItWasAdded() {
    AccountId account = outcome(ledger().open("a")).id();
    ApiKey plain = key("plain000", account, 0);
    ApiKey limited =
        new ApiKey(
            "limited0",
            account,
            "limited",
            "ff".repeat(32),
            new KeyLimits(
                5L,
                100L,
                new CompletionLimits(3L, 7L, new Budget(Money.ofNanos(1), Budget.Reset.WEEKLY)),
                new KeyModels(List.of("z/a", "b"), new BigDecimal("0.25"))),
            NOW,
            NOW.plusSeconds(60),
            null);

    assertThat(keys().add(plain)).isTrue();
    assertThat(keys().add(limited)).isTrue();

    assertThat(keys().find("plain000")).contains(plain);
    assertThat(keys().find("limited0")).contains(limited);
    assertThat(keys().find("nobodys0")).isEmpty();
  }

  @Test
  void takenIdChangesNothing() {
    AccountId account = outcome(ledger().open("a")).id();
    ApiKey first = key("samesame", account, 0);
    keys().add(first);

    assertThat(keys().add(key("samesame", account, 9))).isFalse();
    assertThat(keys().find("samesame")).contains(first);
  }

  @Test
  void keyOfNobodyIsRefused() {
    assertThatThrownBy(() -> keys().add(key("orphan00", new AccountId("acct_none"), 0)))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(RefusalKind.NOT_FOUND));
  }

  @Test
  void revocationStaysAsItWasFirst() {
    AccountId account = outcome(ledger().open("a")).id();
    keys().add(key("revoked0", account, 0));

    assertThat(keys().revoke("revoked0", NOW.plusSeconds(1))).isTrue();
    assertThat(keys().revoke("revoked0", NOW.plusSeconds(2))).isTrue();
    assertThat(keys().revoke("nobodys0", NOW)).isFalse();

    ApiKey revoked = keys().find("revoked0").orElseThrow();
    assertThat(revoked.revoked()).contains(NOW.plusSeconds(1));
    assertThat(revoked.isLive(NOW.plusSeconds(3))).isFalse();
  }

  @Test
  void keysOfAnAccountComeOldestFirstInPages() {
    AccountId account = outcome(ledger().open("a")).id();
    AccountId other = outcome(ledger().open("b")).id();
    keys().add(key("zzzzzzzz", account, 1));
    keys().add(key("aaaaaaaa", account, 2));
    keys().add(key("mmmmmmmm", account, 2));
    keys().add(key("bbbbbbbb", other, 1));

    List<String> listed = new ArrayList<>();
    String cursor = "";
    do {
      Page<ApiKey> page = keys().list(account, cursor, 1);
      page.rows().forEach(key -> listed.add(key.id()));
      cursor = page.next().orElse("");
    } while (!cursor.isEmpty());

    assertThat(listed).containsExactly("zzzzzzzz", "aaaaaaaa", "mmmmmmmm");
    assertThatThrownBy(() -> keys().list(account, "bm90IG91cnM", 1)).isInstanceOf(Refusal.class);
  }

  private static ApiKey key(String id, AccountId account, int seconds) {
    return new ApiKey(
        id,
        account,
        "key " + seconds,
        "00".repeat(32),
        KeyLimits.NONE,
        NOW.plusSeconds(seconds),
        null,
        null);
  }
}
