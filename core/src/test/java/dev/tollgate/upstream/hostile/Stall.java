package dev.tollgate.upstream.hostile;

/** Which wait of ours an upstream lets pass. */
public enum Stall {
  NONE(""),
  CONNECT("connect-timeout"),
  FIRST_BYTE("first-byte-timeout"),
  IDLE("idle-timeout");

  private final String setting;

  Stall(String setting) {
    this.setting = setting;
  }

  /** The key of that wait in an upstream's config; empty for none. */
  public String setting() {
    return setting;
  }
}
