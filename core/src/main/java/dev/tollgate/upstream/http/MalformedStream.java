package dev.tollgate.upstream.http;

/** The bytes are no event stream that we take; the message says why, never what was there. */
public final class MalformedStream extends Exception {

  private static final long serialVersionUID = 1L;

  /** A complaint with that message. */
  public MalformedStream(String message) {
    super(message, null, false, false);
  }
}
