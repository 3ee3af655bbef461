package dev.tollgate.idempotency;

import dev.tollgate.refusal.Refusal;
import java.util.List;

/**
 * Somebody who is sent a {@link KeptStream}: one call at a time, on any thread, the last one once.
 * It must not block.
 */
public interface StreamReader {

  /** More of it. */
  void events(List<byte[]> events);

  /** The rest of it: it is complete. */
  void end(List<byte[]> rest);

  /**
   * It broke off.
   *
   * @param rest what was left to send of it
   * @param asEvent how it is told to one who had a part of the stream
   */
  void fail(List<byte[]> rest, Refusal why, byte[] asEvent);

  /** Nobody knows how it ended. */
  void abandon();
}
