package dev.tollgate.limits;

import dev.tollgate.keys.Caller;

/**
 * Whose requests are counted together.
 *
 * @param id an account's id or a key's, told apart by what stands before it
 */
public record Subject(String id) {

  /** The account of that caller. */
  public static Subject accountOf(Caller caller) {
    return new Subject("a:" + caller.account().value());
  }

  /** The key of that caller. */
  public static Subject keyOf(Caller caller) {
    return new Subject("k:" + caller.keyId());
  }
}
