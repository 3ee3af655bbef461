package dev.tollgate.keys;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A whole key as its owner holds it: {@code prefix-xxxxxxxx.xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx}, 8
 * public characters and 32 secret ones of the 62 letters and digits: 190 bits, so a plain hash
 * protects it.
 *
 * <p>{@link #toString()} shows the public part alone.
 */
final class KeySecret {

  private static final String BASE62 =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final int ID_LENGTH = 8;
  private static final int SECRET_LENGTH = 32;
  private static final int MAX_LENGTH = 256;

  private final String text;
  private final String id;

  private KeySecret(String text, String id) {
    this.text = text;
    this.id = id;
  }

  /** Makes a new key from a secure random source. */
  static KeySecret make(String prefix, RandomGenerator random) {
    String id = characters(ID_LENGTH, random);
    return new KeySecret(prefix + '-' + id + '.' + characters(SECRET_LENGTH, random), id);
  }

  /** Takes a credential apart; empty unless it has the form of a key with that prefix. */
  static Optional<KeySecret> parse(String prefix, String credential) {
    int idStart = prefix.length() + 1;
    int dot = idStart + ID_LENGTH;
    int length = credential.length();
    if (length < dot + 1 + SECRET_LENGTH
        || length > MAX_LENGTH
        || !credential.startsWith(prefix)
        || credential.charAt(idStart - 1) != '-'
        || credential.charAt(dot) != '.'
        || !isBase62(credential, idStart, dot)
        || !isBase62(credential, dot + 1, length)) {
      return Optional.empty();
    }
    return Optional.of(new KeySecret(credential, credential.substring(idStart, dot)));
  }

  /** The 8 public characters. */
  String id() {
    return id;
  }

  /** The whole key, to be shown once. */
  String reveal() {
    return text;
  }

  /** The SHA-256 of the whole key, in hex. */
  String sha256() {
    return HexFormat.of().formatHex(digest());
  }

  /** Compares in a time that does not depend on where the first difference is. */
  boolean matches(String sha256) {
    return MessageDigest.isEqual(digest(), HexFormat.of().parseHex(sha256));
  }

  private byte[] digest() {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static String characters(int count, RandomGenerator random) {
    StringBuilder characters = new StringBuilder(count);
    for (int i = 0; i < count; i++) {
      characters.append(BASE62.charAt(random.nextInt(BASE62.length())));
    }
    return characters.toString();
  }

  private static boolean isBase62(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (BASE62.indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return text.substring(0, text.indexOf('.')) + "…";
  }
}
