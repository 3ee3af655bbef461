package dev.tollgate.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.base.Ticker;
import dev.tollgate.ledger.AccountId;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeysTest {

  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final AccountId ACCOUNT = new AccountId("acct_1");

  private final AtomicReference<Instant> time = new AtomicReference<>(NOW);
  private final AtomicLong nanos = new AtomicLong();
  private final InMemoryKeys store = new InMemoryKeys();
  private final ApiKeys keys = node("sk-tollgate");

  private ApiKeys node(String prefix) {
    InstantSource clock = () -> Objects.requireNonNull(time.get());
    Ticker ticker =
        new Ticker() {
          @Override
          public long read() {
            return nanos.get();
          }
        };
    return new ApiKeys(prefix, store, clock, new SecureRandom(), ticker);
  }

  private IssuedKey issue() {
    return keys.issue(new KeyOrder(ACCOUNT, "ci", new KeyLimits(60L, null), null));
  }

  @Test
  void issuedKeyOpensTheDoorForItsAccount() {
    IssuedKey issued = issue();

    assertThat(issued.secret()).matches("sk-tollgate-[0-9A-Za-z]{8}\\.[0-9A-Za-z]{32}");
    assertThat(keys.authenticate(issued.secret()))
        .contains(new Caller(ACCOUNT, issued.key().id(), new KeyLimits(60L, null)));
    assertThat(keys.list(ACCOUNT, "", 10).rows()).containsExactly(issued.key());
  }

  @Test
  void noTwoKeysAreAlike() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 2_000; i++) {
      IssuedKey issued = issue();
      seen.add(issued.secret());
      seen.add(issued.key().id());
      seen.add(issued.key().sha256());
    }

    assertThat(seen).hasSize(6_000);
  }

  @Test
  void secretIsInNoTextButTheOneThatIsShownOnce() {
    IssuedKey issued = issue();
    String secret = issued.secret().substring(issued.secret().indexOf('.') + 1);

    assertThat(issued.toString()).doesNotContain(secret).contains(issued.key().id());
    assertThat(issued.key().toString()).doesNotContain(secret);
    assertThat(keys.authenticate(issued.secret()).orElseThrow().toString()).doesNotContain(secret);
    assertThat(KeySecret.parse("sk-tollgate", issued.secret()).orElseThrow().toString())
        .doesNotContain(secret)
        .contains(issued.key().id());
  }

  @Test
  void wrongSecretOfAKnownKeyIsNobody() {
    String right = issue().secret();
    char last = right.charAt(right.length() - 1);

    assertThat(
            keys.authenticate(right.substring(0, right.length() - 1) + (last == 'a' ? 'b' : 'a')))
        .isEmpty();
    assertThat(keys.authenticate(right + "a")).isEmpty();
    assertThat(keys.authenticate(right)).isPresent();
  }

  @Test
  void unknownKeyIsNobodyAndIsRememberedAsSuch() {
    String unknown = "sk-tollgate-00000000." + "a".repeat(32);

    assertThat(keys.authenticate(unknown)).isEmpty();
    assertThat(keys.authenticate(unknown)).isEmpty();
    assertThat(store.lookUps).hasValue(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "sk-tollgate",
        "sk-tollgate-",
        "sk-tollgate-abcdefgh",
        "sk-tollgate-abcdefgh.",
        "sk-tollgate-abcdefgh.0123456789012345678901234567890",
        "sk-tollgate-abcdefg.01234567890123456789012345678901",
        "sk-tollgate_abcdefgh.01234567890123456789012345678901",
        "sk-tollgate-abcdefgh-01234567890123456789012345678901",
        "sk-tollgate-abcdefgh.0123456789012345678901234567890 ",
        " sk-tollgate-abcdefgh.01234567890123456789012345678901",
        "sk-tollgate-abcdefgh.0123456789012345678901234567890\n",
        "sk-tollgate-abcdefgh.0123456789012345678901234567890\u0661",
        "sk-tollgate-\uff41bcdefgh.01234567890123456789012345678901",
        "sk-tollgate-\ud83d\ude00cdefgh.01234567890123456789012345678901",
        "sk-tollgate-abcdefgh.0123456789012345678901234567890'",
        "SK-TOLLGATE-abcdefgh.01234567890123456789012345678901",
        "sk-other-abcdefgh.01234567890123456789012345678901234"
      })
  void malformedCredentialIsNobodyAndReachesNoStore(String credential) {
    assertThat(keys.authenticate(credential)).isEmpty();
    assertThat(store.lookUps).hasValue(0);
  }

  @Test
  void endlessCredentialReachesNoStore() {
    assertThat(keys.authenticate("sk-tollgate-abcdefgh." + "a".repeat(1_000_000))).isEmpty();
    assertThat(store.lookUps).hasValue(0);
  }

  @Test
  void keyOfAnotherPrefixIsNobody() {
    String foreign =
        node("sk-other").issue(new KeyOrder(ACCOUNT, "", KeyLimits.NONE, null)).secret();

    assertThat(keys.authenticate(foreign)).isEmpty();
    assertThat(node("sk-other").authenticate(foreign)).isPresent();
  }

  @Test
  void revokedKeyIsDeadAtOnce() {
    IssuedKey issued = issue();
    assertThat(keys.authenticate(issued.secret())).isPresent();

    assertThat(keys.revoke(issued.key().id())).isTrue();

    assertThat(keys.authenticate(issued.secret())).isEmpty();
    assertThat(keys.list(ACCOUNT, "", 10).rows().get(0).revoked()).contains(NOW);
    assertThat(keys.revoke(issued.key().id())).isTrue();
    assertThat(keys.revoke("nosuchid")).isFalse();
  }

  @Test
  void lookUpThatARevocationOvertookBringsTheKeyNotBackToLife() {
    IssuedKey issued = issue();
    store.whileReading = () -> keys.revoke(issued.key().id());

    assertThat(keys.authenticate(issued.secret())).isEmpty();

    store.whileReading = () -> {};
    assertThat(keys.authenticate(issued.secret())).isEmpty();
    nanos.addAndGet(Duration.ofSeconds(31).toNanos());
    assertThat(keys.authenticate(issued.secret())).isEmpty();
  }

  @Test
  void keyRevokedElsewhereIsDeadWithinASecond() {
    IssuedKey issued = issue();
    assertThat(keys.authenticate(issued.secret())).isPresent();

    node("sk-tollgate").revoke(issued.key().id());
    nanos.addAndGet(Duration.ofMillis(999).toNanos());
    // Being used does not keep it alive.
    assertThat(keys.authenticate(issued.secret())).isPresent();
    nanos.addAndGet(Duration.ofMillis(1).toNanos());

    assertThat(keys.authenticate(issued.secret())).isEmpty();
  }

  @Test
  void storeIsAskedOnceASecondForAKeyInUse() {
    IssuedKey issued = issue();

    for (int request = 0; request < 1_000; request++) {
      assertThat(keys.authenticate(issued.secret())).isPresent();
      nanos.addAndGet(Duration.ofMillis(5).toNanos());
    }

    assertThat(store.lookUps).hasValue(5);
  }

  @Test
  void keyWorksUntilItsExpiryAndNotAtIt() {
    IssuedKey issued = keys.issue(new KeyOrder(ACCOUNT, "", KeyLimits.NONE, NOW.plusSeconds(60)));

    time.set(NOW.plusSeconds(60).minusNanos(1));
    assertThat(keys.authenticate(issued.secret())).isPresent();
    time.set(NOW.plusSeconds(60));
    assertThat(keys.authenticate(issued.secret())).isEmpty();
  }

  @Test
  void idThatIsTakenCostsAnotherDraw() {
    IssuedKey first = seeded(7).issue(new KeyOrder(ACCOUNT, "", KeyLimits.NONE, null));
    IssuedKey second = seeded(7).issue(new KeyOrder(ACCOUNT, "", KeyLimits.NONE, null));

    assertThat(second.key().id()).isNotEqualTo(first.key().id());
    assertThat(keys.authenticate(first.secret())).isPresent();
    assertThat(keys.authenticate(second.secret())).isPresent();
  }

  private ApiKeys seeded(long seed) {
    return new ApiKeys("sk-tollgate", store, InstantSource.fixed(NOW), new Random(seed));
  }

  @Test
  void secretIsComparedByItsWholeHashInConstantTime() {
    IssuedKey issued = issue();
    KeySecret secret = KeySecret.parse("sk-tollgate", issued.secret()).orElseThrow();
    String hash = issued.key().sha256();

    assertThat(hash).hasSize(64).isEqualTo(secret.sha256());
    assertThat(secret.matches(hash)).isTrue();
    for (int i = 0; i < hash.length(); i++) {
      char other = hash.charAt(i) == '0' ? '1' : '0';
      assertThat(secret.matches(hash.substring(0, i) + other + hash.substring(i + 1))).isFalse();
    }
  }

  @Test
  void limitThatAdmitsNothingIsNoLimit() {
    assertThatThrownBy(() -> new KeyLimits(0L, null)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new KeyLimits(null, -1L)).isInstanceOf(IllegalArgumentException.class);
  }
}
