package dev.tollgate.gateway;

import dev.tollgate.chat.ChatChunk;
import dev.tollgate.json.JsonText;
import dev.tollgate.metering.Meter;
import dev.tollgate.metering.TokenCounter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a stream within the most tokens that were asked for, whatever its upstream does.
 *
 * <p>Our count is not the upstream's. So what is a little beyond the cap by ours is held back: it
 * goes out when the upstream ends there, and is dropped when it goes on, or when it reports more
 * itself. Guarded by its exchange's lock.
 */
final class OutputCap {

  /**
   * Counts differ by a quarter at most between the vocabularies in use, and more in short texts.
   */
  private static final int TOLERATED_PART = 4;

  private static final int TOLERATED_TOKENS = 8;

  /** Chunks without text have no tokens, and must have an end too. */
  private static final int MOST_WITHOUT_TEXT = 4_096;

  /** Details of reasoning are text that has no tokens either: characters. */
  private static final int MOST_DETAILS = 1 << 20;

  private final Meter meter;
  private final TokenCounter counter;
  private final long cap;
  private final List<ChatChunk> held = new ArrayList<>();
  private long details;
  private boolean ignored;

  OutputCap(Meter meter, TokenCounter counter, long cap) {
    this.meter = meter;
    this.counter = counter;
    this.cap = cap;
  }

  /** What is more than any count of so many tokens, in our count. */
  static long tolerated(long cap) {
    return cap + cap / TOLERATED_PART + TOLERATED_TOKENS;
  }

  /** What counts the answer. */
  Meter meter() {
    return meter;
  }

  /** Meters a part of the answer; gives what of it may be passed on now, or null. */
  @Nullable ChatChunk take(ChatChunk chunk) {
    meter.chunk(chunk);
    if (chunk instanceof ChatChunk.UsageReport || !meter.isBeyond(cap)) {
      return chunk;
    }
    ChatChunk fitting = held.isEmpty() ? hold(chunk) : null;
    if (fitting == null) {
      held.add(chunk);
      if (chunk instanceof ChatChunk.ReasoningDelta reasoning && reasoning.details() != null) {
        details += JsonText.of(reasoning.details()).length();
      }
    }
    if (meter.isBeyond(tolerated(cap))
        || details > MOST_DETAILS
        || held.size() > tolerated(cap) - cap + MOST_WITHOUT_TEXT) {
      ignore();
    }
    return fitting;
  }

  /** The answer is complete, its report too. */
  void end() {
    if (!held.isEmpty() && meter.reportsMoreThan(cap)) {
      ignore();
    }
  }

  private void ignore() {
    ignored = true;
    held.clear();
  }

  /** Holds the end of the chunk that goes beyond the cap; gives its beginning, or null. */
  private @Nullable ChatChunk hold(ChatChunk chunk) {
    if (!(chunk instanceof ChatChunk.ContentDelta content)) {
      return null;
    }
    String text = content.text();
    String fitting = counter.beginning(text, meter.leftBefore(text, cap));
    if (fitting.isEmpty()) {
      return null;
    }
    held.add(new ChatChunk.ContentDelta(text.substring(fitting.length())));
    return new ChatChunk.ContentDelta(fitting);
  }

  /** True when the answer goes on so far beyond the cap that it is to be cut at the cap. */
  boolean isIgnored() {
    return ignored;
  }

  /** What was held back, for an answer that ended. */
  List<ChatChunk> held() {
    return held;
  }
}
