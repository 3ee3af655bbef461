package dev.tollgate.keys;

/**
 * A key right after it was made.
 *
 * @param secret the whole key; this is the only time anybody sees it
 */
public record IssuedKey(ApiKey key, String secret) {
  @Override
  public String toString() {
    return "IssuedKey[" + key.id() + "]";
  }
}
