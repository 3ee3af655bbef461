package dev.tollgate.gateway;

import dev.tollgate.chat.ChatResponse;
import dev.tollgate.chat.FinishReason;
import dev.tollgate.chat.ReportedUsage;
import dev.tollgate.chat.ToolCall;
import dev.tollgate.metering.TokenCounter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a whole answer at the most tokens that were asked for, when its upstream ignored them: by
 * what it reports, or by our count of an answer without a report.
 */
final class AnswerCap {

  private final Gateway.Tools tools;
  private final ChatCall call;
  private final TokenCounter counter;

  AnswerCap(Gateway.Tools tools, ChatCall call) {
    this.tools = tools;
    this.call = call;
    this.counter = tools.counter();
  }

  /** Hands on what of the answer is within the cap: at once, or when a thread has counted it. */
  void keep(Attempt attempt, ChatResponse answer, Consumer<ChatResponse> next) {
    long cap = call.maxTokens(attempt.candidate);
    if (mayBeBeyond(answer, cap)) {
      tools.work(() -> next.accept(counted(attempt, answer, cap)));
    } else {
      next.accept(answer);
    }
  }

  private ChatResponse counted(Attempt attempt, ChatResponse answer, long cap) {
    long tolerated = report(answer) < 0 ? OutputCap.tolerated(cap) : cap;
    if (count(answer) <= tolerated) {
      return answer;
    }
    tools.alarm(call, attempt, Alarm.CAP_IGNORED);
    return new Cut(answer, cap).answer();
  }

  private static boolean mayBeBeyond(ChatResponse answer, long cap) {
    long report = report(answer);
    return report < 0 ? length(answer) * 3 > cap : report > cap;
  }

  /** What the upstream says that it made; negative when it says nothing, or no number. */
  private static long report(ChatResponse answer) {
    ReportedUsage report = answer.usage();
    return report == null ? -1 : report.completionTokens();
  }

  private static long length(ChatResponse answer) {
    long length = length(answer.reasoning()) + length(answer.content());
    for (ToolCall call : answer.toolCalls()) {
      length += call.name().length() + call.arguments().length();
    }
    return length;
  }

  private static long length(@Nullable String text) {
    return text == null ? 0 : text.length();
  }

  private long count(ChatResponse answer) {
    long tokens = count(answer.reasoning()) + count(answer.content());
    for (ToolCall call : answer.toolCalls()) {
      tokens += counter.count(call.name()) + counter.count(call.arguments());
    }
    return tokens;
  }

  private long count(@Nullable String text) {
    return text == null ? 0 : counter.count(text);
  }

  /** Goes through the parts of an answer as a model makes them, until nothing is left. */
  private final class Cut {

    private final ChatResponse whole;
    private long left;

    Cut(ChatResponse whole, long cap) {
      this.whole = whole;
      this.left = cap;
    }

    ChatResponse answer() {
      String reasoning = part(whole.reasoning());
      String content = part(whole.content());
      List<ToolCall> calls = new ArrayList<>();
      for (ToolCall call : whole.toolCalls()) {
        long name = counter.count(call.name());
        if (left > name) {
          left -= name;
          String arguments = part(call.arguments());
          calls.add(new ToolCall(call.id(), call.name(), arguments == null ? "" : arguments));
        }
      }
      return new ChatResponse(
          content == null && calls.isEmpty() ? "" : content,
          whole.refusal(),
          calls,
          reasoning,
          // Blocks with signatures are whole or worthless.
          left > 0 ? whole.reasoningDetails() : null,
          FinishReason.LENGTH,
          whole.usage());
    }

    private @Nullable String part(@Nullable String text) {
      if (text == null || left == 0) {
        return text == null ? null : "";
      }
      String beginning = counter.beginning(text, left);
      left = beginning.length() < text.length() ? 0 : Math.max(0, left - counter.count(beginning));
      return beginning;
    }
  }
}
