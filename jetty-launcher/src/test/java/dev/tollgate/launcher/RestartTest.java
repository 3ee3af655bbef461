package dev.tollgate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.ledger.Balance;
import dev.tollgate.ledger.LedgerEntry;
import dev.tollgate.upstream.ScriptedProvider;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a customer has and did survives the process. */
final class RestartTest {

  @Test
  void balancesLedgerAndKeysAreUnchangedAfterARestart(@TempDir Path folder) throws Exception {
    try (ScriptedProvider provider = ScriptedProvider.start()) {
      provider.otherwise(() -> ProviderAnswers.whole("Hi.", 24, 9));
      LiveSetup setup = LiveSetup.of(folder, provider);
      Customer customer;
      Customer revoked;
      Balance balance;
      List<LedgerEntry> entries;
      try (LiveGateway before = setup.start()) {
        customer = before.customer("12.345678");
        revoked = before.rich();
        new AdminCaller(before.address()).revoke(revoked.keyId());
        for (int i = 0; i < 3; i++) {
          assertThat(ask(before, customer)).isEqualTo(200);
        }
        balance = before.balance(customer);
        entries = before.entries(customer);
      }

      try (LiveGateway after = setup.start()) {
        assertThat(after.balance(customer)).isEqualTo(balance);
        assertThat(after.entries(customer)).isEqualTo(entries).hasSize(4);
        assertThat(ask(after, revoked)).isEqualTo(401);
        assertThat(ask(after, customer)).isEqualTo(200);
        assertThat(after.entries(customer))
            .hasSize(5)
            .endsWith(entries.toArray(LedgerEntry[]::new));
        after.checkBooks();
        assertThat(new AdminCaller(after.address()).get("/admin/v1/integrity").isTrue("ok"))
            .isTrue();
      }
    }
  }

  private static int ask(LiveGateway gateway, Customer customer) throws Exception {
    return new Caller(gateway, customer).chat(Question.PLAIN).statusCode();
  }
}
