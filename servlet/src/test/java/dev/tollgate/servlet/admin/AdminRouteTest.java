package dev.tollgate.servlet.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdminRouteTest {

  private static final AdminRoute KEYS =
      AdminRoute.of("GET", "accounts/{id}/keys", call -> AdminAnswer.done());

  @Test
  void theIdIsWhatStandsInItsPlace() {
    assertThat(KEYS.match(List.of("accounts", "acct_1", "keys"))).contains("acct_1");
  }

  @Test
  void aPathWithoutAnIdMatchesAsItIs() {
    AdminRoute accounts = AdminRoute.of("GET", "accounts", call -> AdminAnswer.done());

    assertThat(accounts.match(List.of("accounts"))).contains("");
    assertThat(accounts.match(List.of("accounts", ""))).isEmpty();
    assertThat(accounts.match(List.of("Accounts"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a/b", "..", "a\u0000b", "a\r\nb", "é", "{id}"})
  void whatNoIdLooksLikeMatchesNothing(String id) {
    assertThat(KEYS.match(List.of("accounts", id, "keys"))).isEmpty();
  }

  @Test
  void anIdHasABound() {
    assertThat(KEYS.match(List.of("accounts", "x".repeat(64), "keys"))).isPresent();
    assertThat(KEYS.match(List.of("accounts", "x".repeat(65), "keys"))).isEmpty();
  }
}
