package dev.tollgate.idempotency;

import dev.tollgate.ledger.AccountId;
import java.nio.charset.StandardCharsets;

/**
 * Where a key means one request: two accounts, or two endpoints, never meet in the same key.
 *
 * @param endpoint what is called, as {@code /v1/chat/completions}
 */
public record KeyScope(AccountId account, String endpoint, IdempotencyKey key) {

  /** Stands for the scope where its own text must not: 64 characters, another for each scope. */
  public String id() {
    // A NUL is in none of the three, so that no two scopes are written alike.
    String text = account.value() + '\0' + endpoint + '\0' + key.value();
    return Sha256.hex(text.getBytes(StandardCharsets.UTF_8));
  }
}
