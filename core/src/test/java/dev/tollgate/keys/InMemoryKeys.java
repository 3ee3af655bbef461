package dev.tollgate.keys;

import dev.tollgate.ledger.AccountId;
import dev.tollgate.ledger.Page;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Keys in a map: what another node would share with this one. */
final class InMemoryKeys implements ApiKeyStore {

  private final Map<String, ApiKey> keys = new ConcurrentHashMap<>();
  final AtomicInteger lookUps = new AtomicInteger();

  /** Runs in the middle of a look-up, when the row has been read and not yet returned. */
  volatile Runnable whileReading = () -> {};

  @Override
  public boolean add(ApiKey key) {
    return keys.putIfAbsent(key.id(), key) == null;
  }

  @Override
  public Optional<ApiKey> find(String id) {
    lookUps.incrementAndGet();
    Optional<ApiKey> row = Optional.ofNullable(keys.get(id));
    whileReading.run();
    return row;
  }

  @Override
  public Page<ApiKey> list(AccountId account, String cursor, int limit) {
    List<ApiKey> rows = keys.values().stream().filter(k -> k.account().equals(account)).toList();
    return new Page<>(rows, null);
  }

  @Override
  public boolean revoke(String id, Instant now) {
    return keys.computeIfPresent(
            id,
            (any, k) ->
                new ApiKey(
                    k.id(),
                    k.account(),
                    k.name(),
                    k.sha256(),
                    k.limits(),
                    k.created(),
                    k.expiry(),
                    now))
        != null;
  }
}
