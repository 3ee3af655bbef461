package dev.tollgate.servlet.admin;

import dev.tollgate.servlet.http.BearerCredential;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/**
 * The operator's credential, and the check whether a request brings it.
 *
 * <p>Without a token nothing opens: an operator who set none wants no admin API, not an open one.
 * Immutable and thread-safe; {@link #toString()} shows nothing of it.
 */
public final class AdminToken {

  private final boolean off;
  private final byte[] digest;

  /**
   * The check for that token.
   *
   * @param token as configured; empty or blank switches the admin API off
   */
  public AdminToken(String token) {
    this.off = token.isBlank();
    this.digest = sha256(token.getBytes(StandardCharsets.UTF_8));
  }

  /** True when no token is configured, so that no request can ever bring it. */
  public boolean isOff() {
    return off;
  }

  /**
   * True when the request has exactly one {@code Authorization} header and it is {@code Bearer} and
   * this token, not trimmed nor normalised.
   */
  public boolean opens(HttpServletRequest request) {
    Optional<String> credential = BearerCredential.of(request);
    // Containers read a header's bytes as Latin-1, so this gives back the bytes that were sent.
    // Digests are compared, not texts, so that the time tells neither content nor length.
    byte[] offered = sha256(credential.orElse("").getBytes(StandardCharsets.ISO_8859_1));
    return MessageDigest.isEqual(digest, offered) && credential.isPresent() && !off;
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return off ? "AdminToken[off]" : "AdminToken[set]";
  }
}
