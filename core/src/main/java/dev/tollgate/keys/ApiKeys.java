package dev.tollgate.keys;

import com.google.common.base.Ticker;
import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import dev.tollgate.ledger.AccountId;
import dev.tollgate.ledger.Page;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Makes, lists, revokes and recognises keys; thread-safe.
 *
 * <p>What the store says of a key is remembered for at most a second, so a key that another node
 * revoked is dead here within one, and one revoked here is dead at once.
 */
public final class ApiKeys implements Authenticator {

  private static final Duration MEMORY = Duration.ofSeconds(1);
  private static final int REMEMBERED = 100_000;
  private static final String NO_HASH = "0".repeat(64);

  private final String prefix;
  private final ApiKeyStore store;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Cache<String, Optional<ApiKey>> known;
  // A look-up that began before a revocation may put the old row into the cache after it; this
  // outlives any such row.
  private final Cache<String, Boolean> revokedHere;

  /**
   * Keys of that store.
   *
   * @param prefix what every key starts with, as {@code sk-tollgate}
   * @param random a secure source: keys come from it
   */
  public ApiKeys(String prefix, ApiKeyStore store, InstantSource clock, RandomGenerator random) {
    this(prefix, store, clock, random, Ticker.systemTicker());
  }

  ApiKeys(
      String prefix,
      ApiKeyStore store,
      InstantSource clock,
      RandomGenerator random,
      Ticker ticker) {
    this.prefix = prefix;
    this.store = store;
    this.clock = clock;
    this.random = random;
    this.known =
        CacheBuilder.newBuilder()
            .ticker(ticker)
            .expireAfterWrite(MEMORY)
            .maximumSize(REMEMBERED)
            .build();
    this.revokedHere =
        CacheBuilder.newBuilder().ticker(ticker).expireAfterWrite(MEMORY.multipliedBy(30)).build();
  }

  /** Makes a key and stores its hash. */
  public IssuedKey issue(KeyOrder order) {
    // 62^8 ids: a clash is one in 218 trillion for each key there is, yet costs only another draw.
    for (int attempt = 0; attempt < 5; attempt++) {
      KeySecret secret = KeySecret.make(prefix, random);
      ApiKey key =
          new ApiKey(
              secret.id(),
              order.account(),
              order.name(),
              secret.sha256(),
              order.limits(),
              clock.instant(),
              order.expiry(),
              null);
      if (store.add(key)) {
        known.invalidate(key.id());
        return new IssuedKey(key, secret.reveal());
      }
    }
    throw new IllegalStateException("five new key ids were taken: the random source is broken");
  }

  /** An account's keys, oldest first, revoked ones too. */
  public Page<ApiKey> list(AccountId account, String cursor, int limit) {
    return store.list(account, cursor, limit);
  }

  /** Revokes a key, at once on this node; false when there is none of that id. */
  public boolean revoke(String id) {
    boolean found = store.revoke(id, clock.instant());
    if (found) {
      revokedHere.put(id, true);
      known.invalidate(id);
    }
    return found;
  }

  @Override
  public Optional<Caller> authenticate(String credential) {
    Optional<KeySecret> secret = KeySecret.parse(prefix, credential);
    if (secret.isEmpty()) {
      return Optional.empty();
    }
    String id = secret.get().id();
    Optional<ApiKey> key = lookUp(id);
    // An unknown id costs the same comparison as a known one, so that timing tells nothing.
    boolean matches = secret.get().matches(key.map(ApiKey::sha256).orElse(NO_HASH));
    Instant now = clock.instant();
    return key.filter(k -> matches && k.isLive(now) && revokedHere.getIfPresent(id) == null)
        .map(k -> new Caller(k.account(), k.id(), k.limits()));
  }

  private Optional<ApiKey> lookUp(String id) {
    Optional<ApiKey> remembered = known.getIfPresent(id);
    if (remembered == null) {
      remembered = store.find(id);
      known.put(id, remembered);
    }
    return remembered;
  }
}
