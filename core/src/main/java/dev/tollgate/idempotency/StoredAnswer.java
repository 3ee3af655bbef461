package dev.tollgate.idempotency;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Objects;

/**
 * An answer as it went to its caller, to be sent again byte for byte; or the mark that there was
 * one too long to be kept. Immutable.
 */
public final class StoredAnswer {

  private static final int NOT_KEPT = 0;

  private final int status;
  private final String contentType;
  private final byte[] body;

  /** An answer; the bytes are copied. */
  public StoredAnswer(int status, String contentType, byte[] body) {
    this.status = status;
    this.contentType = contentType;
    this.body = body.clone();
  }

  /** Stands for an answer that was given and charged and can't be given again. */
  public static StoredAnswer notKept() {
    return new StoredAnswer(NOT_KEPT, "", new byte[0]);
  }

  /** True unless it is {@link #notKept}. */
  public boolean isKept() {
    return status != NOT_KEPT;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The Content-Type. */
  public String contentType() {
    return contentType;
  }

  /** The bytes, as a copy. */
  public byte[] body() {
    return body.clone();
  }

  /**
   * Writes a part of the bytes, without a copy.
   *
   * @throws IndexOutOfBoundsException when it has no such part
   */
  public void write(OutputStream out, int from, int length) throws IOException {
    out.write(body, from, length);
  }

  /** How many bytes it has. */
  public int length() {
    return body.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StoredAnswer answer
        && status == answer.status
        && contentType.equals(answer.contentType)
        && Arrays.equals(body, answer.body);
  }

  @Override
  public int hashCode() {
    return Objects.hash(status, contentType, Arrays.hashCode(body));
  }

  @Override
  public String toString() {
    return "answer of status " + status + ", " + body.length + " bytes";
  }
}
