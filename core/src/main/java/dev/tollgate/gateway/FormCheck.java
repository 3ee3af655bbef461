package dev.tollgate.gateway;

import dev.tollgate.catalog.Model;
import dev.tollgate.chat.ChatResponse;
import dev.tollgate.chat.FinishReason;
import dev.tollgate.chat.ResponseFormat;
import dev.tollgate.structured.AnswerForm;
import dev.tollgate.upstream.UpstreamFailure;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks whether the whole answers to one call have the form that its request bound them to.
 *
 * <p>Only an answer that claims to be complete is asked: one cut at the token limit, a refusal and
 * tool calls are what they say they are. Attempts come one after another, so the form is made ready
 * by the first answer and kept for the next.
 */
final class FormCheck {

  /** What an answer of another form is. */
  static final UpstreamFailure UNFIT =
      UpstreamFailure.of(
          UpstreamFailure.Kind.MODEL_FAILED, "the answer does not have the form asked for");

  private final Gateway.Tools tools;
  private final @Nullable ResponseFormat format;
  private volatile @Nullable AnswerForm form;

  FormCheck(Gateway.Tools tools, ChatCall call) {
    ResponseFormat asked = call.request().responseFormat();
    this.tools = tools;
    this.format = asked != null && asked.isBinding() ? asked : null;
  }

  /** Tells the verdict: at once where nothing is asked, else from a thread that may work. */
  void judge(Model model, ChatResponse response, Consumer<Boolean> verdict) {
    ResponseFormat asked = format;
    if (asked == null || !model.checksStructuredOutput() || !isComplete(response)) {
      verdict.accept(true);
      return;
    }
    tools.work(() -> verdict.accept(fits(asked, response)));
  }

  private static boolean isComplete(ChatResponse response) {
    return response.finishReason() == FinishReason.STOP
        && response.toolCalls().isEmpty()
        && response.refusal() == null;
  }

  private boolean fits(ResponseFormat asked, ChatResponse response) {
    AnswerForm ready = form;
    if (ready == null) {
      ready = tools.check().formOf(asked);
      form = ready;
    }
    String content = response.content();
    return ready.fits(content == null ? "" : content);
  }
}
