package dev.tollgate.servlet.admin;

import dev.tollgate.keys.ApiKey;
import dev.tollgate.keys.ApiKeyStore;
import dev.tollgate.ledger.AccountId;
import dev.tollgate.ledger.Page;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keys in memory. */
final class MemoryApiKeys implements ApiKeyStore {

  private final Map<String, ApiKey> keys = new LinkedHashMap<>();

  @Override
  public synchronized boolean add(ApiKey key) {
    return keys.putIfAbsent(key.id(), key) == null;
  }

  @Override
  public synchronized Optional<ApiKey> find(String id) {
    return Optional.ofNullable(keys.get(id));
  }

  @Override
  public synchronized Page<ApiKey> list(AccountId account, String cursor, int limit) {
    List<ApiKey> own = keys.values().stream().filter(k -> k.account().equals(account)).toList();
    return MemoryLedger.page(own, cursor, limit);
  }

  @Override
  public synchronized boolean revoke(String id, Instant now) {
    ApiKey key = keys.get(id);
    if (key == null) {
      return false;
    }
    if (key.revocation() == null) {
      keys.put(
          id,
          new ApiKey(
              id,
              key.account(),
              key.name(),
              key.sha256(),
              key.limits(),
              key.created(),
              key.expiry(),
              now));
    }
    return true;
  }
}
