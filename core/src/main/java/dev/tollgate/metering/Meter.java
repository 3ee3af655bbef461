package dev.tollgate.metering;

import dev.tollgate.chat.ChatChunk;
import dev.tollgate.chat.ChatRequest;
import dev.tollgate.chat.ChatResponse;
import dev.tollgate.chat.ReportedUsage;
import dev.tollgate.chat.ToolCall;
import dev.tollgate.chat.Usage;
import dev.tollgate.pricing.PromptBound;
import org.jspecify.annotations.Nullable;

/**
 * Watches one answer pass and says what it used: the upstream's report where it is believable, our
 * own count where not. Not thread-safe.
 *
 * <p>A report is believed when the prompt is within {@link PromptBound}, the completion within what
 * was asked for, and no part is larger than its whole: an upstream's absurd usage must not empty an
 * account.
 */
public final class Meter {

  // What was received is counted a piece at a time, so that an endless answer takes no memory. A
  // piece ends inside a word now and then, which costs a token at the most.
  private static final int PIECE = 16_384;

  private final TokenCounter counter;
  private final ChatRequest request;
  private final long maxTokens;
  private final StringBuilder uncounted = new StringBuilder();
  private long counted;

  /** The most tokens that the uncounted text can have: one for each of its bytes. */
  private long uncountedMost;

  private @Nullable ReportedUsage report;
  private @Nullable ChatResponse answer;

  /**
   * A meter for one answer.
   *
   * @param maxTokens the most tokens the answer may have
   */
  public Meter(TokenCounter counter, ChatRequest request, long maxTokens) {
    this.counter = counter;
    this.request = request;
    this.maxTokens = maxTokens;
  }

  /** Takes a part of a streamed answer. */
  public void chunk(ChatChunk chunk) {
    if (chunk instanceof ChatChunk.ContentDelta content) {
      received(content.text());
    } else if (chunk instanceof ChatChunk.ToolCallArguments arguments) {
      received(arguments.arguments());
    } else if (chunk instanceof ChatChunk.ReasoningDelta reasoning) {
      received(reasoning.text());
    } else if (chunk instanceof ChatChunk.ToolCallStart start) {
      received(start.name());
    } else if (chunk instanceof ChatChunk.RefusalDelta refusal) {
      received(refusal.text());
    } else if (chunk instanceof ChatChunk.UsageReport usage) {
      report = usage.usage();
    }
  }

  /** Takes a whole answer; counts nothing of it yet. */
  public void answer(ChatResponse response) {
    report = response.usage();
    answer = response;
  }

  private void receive(ChatResponse response) {
    received(response.content());
    received(response.refusal());
    received(response.reasoning());
    for (ToolCall call : response.toolCalls()) {
      received(call.name());
      received(call.arguments());
    }
  }

  private void received(@Nullable String text) {
    if (text == null) {
      return;
    }
    uncounted.append(text);
    uncountedMost += bytes(text);
    if (uncounted.length() >= PIECE) {
      count();
    }
  }

  private static long bytes(String text) {
    long bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      // Three are the most of one char; a pair of surrogates has four.
      bytes += text.charAt(i) < 0x80 ? 1 : 3;
    }
    return bytes;
  }

  private void count() {
    counted += counter.count(uncounted.toString());
    uncounted.setLength(0);
    uncountedMost = 0;
  }

  /**
   * True when more tokens than that were received in chunks. Counts only where it has to: as long
   * as the text could have so many.
   */
  public boolean isBeyond(long tokens) {
    if (counted + uncountedMost <= tokens) {
      return false;
    }
    count();
    return counted > tokens;
  }

  /**
   * How many tokens were left to a cap before that text, the last that was received; 0 where none
   * were.
   */
  public long leftBefore(String text, long cap) {
    count();
    return Math.max(0, cap - (counted - counter.count(text)));
  }

  /** True when the upstream reported that it generated more tokens than that. */
  public boolean reportsMoreThan(long tokens) {
    return report != null && report.completionTokens() > tokens;
  }

  /** True when the upstream reported anything. */
  public boolean isReported() {
    return report != null;
  }

  /** True when the upstream reported what can't be. */
  public boolean isSuspect() {
    return report != null && mustCount();
  }

  /** True when {@link #usage()} has to count, which takes time in proportion to the prompt. */
  public boolean mustCount() {
    return believable() == null;
  }

  /** What the whole answer used. */
  public Usage usage() {
    Usage reported = believable();
    return reported == null ? partialUsage() : reported;
  }

  /**
   * What was used up to here: always counted, because a report that comes before the end is not the
   * last one, and an early one may say that nothing was generated.
   */
  public Usage partialUsage() {
    ChatResponse whole = answer;
    if (whole != null) {
      answer = null;
      receive(whole);
    }
    count();
    return Usage.estimated(promptCount(), Math.min(counted, maxTokens));
  }

  private long promptCount() {
    return Math.min(counter.countPrompt(request), PromptBound.of(request));
  }

  private @Nullable Usage believable() {
    ReportedUsage r = report;
    if (r == null
        || r.promptTokens() < 0
        || r.promptTokens() > PromptBound.of(request)
        || r.completionTokens() < 0
        || r.completionTokens() > maxTokens
        || r.cachedTokens() < 0
        || r.cachedTokens() > r.promptTokens()
        || r.reasoningTokens() < 0) {
      return null;
    }
    // Some providers count reasoning beside the completion and not in it; it is a detail, so the
    // whole wins.
    long reasoning = Math.min(r.reasoningTokens(), r.completionTokens());
    return new Usage(r.promptTokens(), r.completionTokens(), r.cachedTokens(), reasoning, false);
  }
}
