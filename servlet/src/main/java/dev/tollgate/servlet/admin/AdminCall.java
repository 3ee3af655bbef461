package dev.tollgate.servlet.admin;

import dev.tollgate.ledger.AccountId;
import java.io.IOException;
import java.util.Set;

/**
 * A call of an operator whose token was right.
 *
 * @param id what stands in the path for {@code {id}}; empty on a path without one
 */
record AdminCall(String id, Query query, RequestBody body) {

  /** The id in the path as an account's; nothing says yet that there is one. */
  AccountId account() {
    return new AccountId(id);
  }

  /**
   * The body's members.
   *
   * @param allowed every member that this call knows
   * @throws dev.tollgate.refusal.Refusal when the body is no JSON object of those members
   * @throws IOException when the caller is gone
   */
  Fields fields(Set<String> allowed) throws IOException {
    return Fields.of(body.object(), allowed);
  }
}
