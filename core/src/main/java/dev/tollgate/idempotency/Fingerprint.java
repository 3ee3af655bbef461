package dev.tollgate.idempotency;

/**
 * Tells two bodies apart: the SHA-256 of the bytes as they came, so that what only looks alike is
 * another request.
 *
 * @param sha256 64 lower-case hexadecimal digits
 */
public record Fingerprint(String sha256) {

  /** The fingerprint of that body. */
  public static Fingerprint of(byte[] body) {
    return new Fingerprint(Sha256.hex(body));
  }
}
