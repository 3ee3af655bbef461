package dev.tollgate.launcher;

/** What the process answers to the shell. */
final class ExitStatus {

  static final int DONE = 0;

  /** Failed while running. */
  static final int FAILED = 1;

  /** Wrong usage or configuration. */
  static final int WRONG_USE = 2;

  private ExitStatus() {}
}
