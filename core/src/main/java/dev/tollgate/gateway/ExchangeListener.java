package dev.tollgate.gateway;

import dev.tollgate.catalog.Model;
import dev.tollgate.upstream.UpstreamFailure;

/**
 * Hears of every call, for metrics and logs. Called on I/O threads: it must not block, and what it
 * throws is lost. Thread-safe.
 */
public interface ExchangeListener {

  /** A call began. */
  default void began(ChatCall call) {}

  /** An attempt at an upstream failed; the call may go on at another. */
  default void attemptFailed(ChatCall call, String upstream, UpstreamFailure failure) {}

  /**
   * A model begins to answer, and no other one will; before the caller hears of it. Not told of an
   * answer that shows nothing.
   */
  default void answers(ChatCall call, Model model) {}

  /**
   * A model answered, or failed to: told of each attempt that says something of the model.
   *
   * @param inOrder false when it failed, refused, was cut off, or called tools wrongly
   */
  default void showed(ChatCall call, Model model, boolean inOrder) {}

  /** Somebody ought to look at that upstream; told each time that it shows. */
  default void alarmed(ChatCall call, String upstream, Alarm alarm) {}

  /**
   * What an answer used is known that is not, or not wholly, paid for; perhaps behind the call's
   * end. What came of an attempt that failed before any part of an answer is not known, and not
   * told.
   */
  default void lost(ChatCall call, LostAnswer answer) {}

  /** A call ended; its settlement is known, or known to be unknown. */
  default void ended(ChatCall call, ExchangeSummary summary) {}
}
