package dev.tollgate.keys;

import dev.tollgate.ledger.AccountId;
import dev.tollgate.ledger.Page;
import java.time.Instant;
import java.util.Optional;

/** Where keys are kept. Calls block on the database until the change is on disk; thread-safe. */
public interface ApiKeyStore {

  /** Adds a key; false when the id is taken, and nothing changed. */
  boolean add(ApiKey key);

  /** The key of that public id. */
  Optional<ApiKey> find(String id);

  /** An account's keys, oldest first, revoked ones too; see {@link Page} for the cursor. */
  Page<ApiKey> list(AccountId account, String cursor, int limit);

  /** Marks a key revoked; false when there is none of that id. Again changes nothing. */
  boolean revoke(String id, Instant now);
}
