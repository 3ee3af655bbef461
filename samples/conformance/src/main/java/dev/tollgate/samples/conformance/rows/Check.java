package dev.tollgate.samples.conformance.rows;

import dev.tollgate.samples.conformance.client.Reply;

/** What an answer must be; whatever is not so is a mismatch. */
@FunctionalInterface
interface Check {

  void check(Reply reply);

  /** This and then that. */
  default Check and(Check other) {
    return reply -> {
      check(reply);
      other.check(reply);
    };
  }
}
