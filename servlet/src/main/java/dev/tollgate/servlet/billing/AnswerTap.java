package dev.tollgate.servlet.billing;

import dev.tollgate.chat.Usage;
import dev.tollgate.json.MalformedJson;
import dev.tollgate.json.StrictJson;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Watches an answer pass and finds its usage. Keeps a JSON body, or of an event stream the line
 * that is passing, up to 1 MiB; what is longer passes unread. Thread-safe.
 */
final class AnswerTap {

  private static final int MOST_KEPT_BYTES = 1 << 20;
  private static final int BYTES_PER_TOKEN = 4;

  private final BooleanSupplier eventStream;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private boolean tooLong;
  private boolean streams;
  private long bytes;
  private long events;
  private @Nullable Usage usage;
  private boolean callerLost;
  private Runnable lost = () -> {};

  /**
   * A tap.
   *
   * @param eventStream whether the answer is one; asked at its first byte
   */
  AnswerTap(BooleanSupplier eventStream) {
    this.eventStream = eventStream;
  }

  /** Takes bytes that passed. */
  synchronized void passed(byte[] passing, int offset, int length) {
    if (length == 0) {
      return;
    }
    if (bytes == 0) {
      streams = eventStream.getAsBoolean();
    }
    bytes += length;
    if (!streams) {
      keep(passing, offset, length);
      return;
    }
    int start = offset;
    for (int i = offset; i < offset + length; i++) {
      if (passing[i] == '\n' || passing[i] == '\r') {
        keep(passing, start, i - start);
        endLine();
        start = i + 1;
      }
    }
    keep(passing, start, offset + length - start);
  }

  private void keep(byte[] passing, int offset, int length) {
    if (tooLong || kept.size() + length > MOST_KEPT_BYTES) {
      tooLong = true;
      kept.reset();
      return;
    }
    kept.write(passing, offset, length);
  }

  private void endLine() {
    String line = kept.toString(StandardCharsets.ISO_8859_1);
    boolean unread = tooLong;
    byte[] data = kept.toByteArray();
    kept.reset();
    tooLong = false;
    if (unread) {
      events++;
    } else if (line.startsWith("data:") && !line.endsWith("[DONE]")) {
      events++;
      if (line.contains("\"usage\"")) {
        read(Arrays.copyOfRange(data, "data:".length(), data.length));
      }
    }
  }

  private void read(byte[] json) {
    try {
      UsageReport.of(StrictJson.read(json)).ifPresent(found -> usage = found);
    } catch (MalformedJson e) {
      // A line that is no JSON tells no usage; another one may.
    }
  }

  /** Forgets what passed, because the servlet took it back. */
  synchronized void clear() {
    kept.reset();
    tooLong = false;
    bytes = 0;
    events = 0;
    usage = null;
  }

  /** Has that run, maybe more than once, when the caller is found to be gone. */
  synchronized void whenCallerLost(Runnable listener) {
    lost = listener;
  }

  /** The caller was found to be gone. */
  void callerLost() {
    Runnable listener;
    synchronized (this) {
      callerLost = true;
      listener = lost;
    }
    listener.run();
  }

  synchronized boolean isCallerLost() {
    return callerLost;
  }

  /** How much passed. */
  synchronized long bytes() {
    return bytes;
  }

  /** The usage that the answer told, if it told a believable one. */
  synchronized Optional<Usage> usage() {
    if (streams) {
      endLine();
    } else if (usage == null && !tooLong) {
      read(kept.toByteArray());
    }
    return Optional.ofNullable(usage);
  }

  /** A guess at the tokens of what passed: one an event, else one for four bytes, rounded up. */
  synchronized long estimatedTokens() {
    return streams ? events : (bytes + BYTES_PER_TOKEN - 1) / BYTES_PER_TOKEN;
  }
}
