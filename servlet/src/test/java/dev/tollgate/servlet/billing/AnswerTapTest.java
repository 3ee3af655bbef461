package dev.tollgate.servlet.billing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.chat.Usage;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerTapTest {

  private final AnswerTap body = new AnswerTap(() -> false);
  private final AnswerTap stream = new AnswerTap(() -> true);

  private static void pass(AnswerTap tap, String text, int piece) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i += piece) {
      tap.passed(bytes, i, Math.min(piece, bytes.length - i));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 1000})
  void usageIsFoundHoweverTheBytesAreCut(int piece) {
    pass(
        stream,
        """
        : keep-alive

        event: x
        data: {"choices":[{"delta":{"content":"the \\"usage\\" ü"}}],"usage":null}

        data:{"usage":{"prompt_tokens":7,"completion_tokens":3,\
        "prompt_tokens_details":{"cached_tokens":5},\
        "completion_tokens_details":{"reasoning_tokens":2}}}

        data: [DONE]

        """,
        piece);

    assertThat(stream.usage()).contains(new Usage(7, 3, 5, 2, false));
    assertThat(stream.estimatedTokens()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r", "\r\n"})
  void everyLineEndingEnds(String end) {
    pass(stream, "data: {}" + end + end + "data: {\"usage\":{\"prompt_tokens\":1,", 3);
    pass(stream, "\"completion_tokens\":2}}" + end, 3);

    assertThat(stream.usage()).contains(Usage.of(1, 2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no JSON",
        "[]",
        "{\"usage\":7}",
        "{\"usage\":{}}",
        "{\"usage\":{\"prompt_tokens\":1}}",
        "{\"usage\":{\"prompt_tokens\":-1,\"completion_tokens\":1}}",
        "{\"usage\":{\"prompt_tokens\":1.0,\"completion_tokens\":1}}",
        "{\"usage\":{\"prompt_tokens\":\"1\",\"completion_tokens\":1}}",
        "{\"usage\":{\"prompt_tokens\":18446744073709551617,\"completion_tokens\":1}}",
        "{\"usage\":{\"prompt_tokens\":10000000,\"completion_tokens\":1}}",
        "{\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1}}x",
      })
  void whatCannotBeTrueIsNoUsage(String answer) {
    pass(body, answer, 100);

    assertThat(body.usage()).isEmpty();
    assertThat(body.estimatedTokens()).isEqualTo((answer.length() + 3) / 4);
  }

  @Test
  void aPartLargerThanItsWholeIsIgnored() {
    pass(
        body,
        "{\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2,\"prompt_tokens_details\":"
            + "{\"cached_tokens\":9},\"completion_tokens_details\":{\"reasoning_tokens\":9}}}",
        100);

    assertThat(body.usage()).contains(new Usage(1, 2, 0, 2, false));
  }

  @Test
  void aBodyOverTheBoundPassesUnread() {
    String text = "x".repeat(1 << 20);
    pass(body, "{\"text\":\"" + text + "\",\"usage\":{\"prompt_tokens\":1,", 8192);
    pass(body, "\"completion_tokens\":1}}", 8192);

    assertThat(body.usage()).isEmpty();
    assertThat(body.bytes()).isGreaterThan(1 << 20);
  }

  @Test
  void aLineOverTheBoundDoesNotHideTheNextOne() {
    pass(stream, "data: " + "x".repeat(2 << 20) + "\n\n", 8192);
    pass(stream, "data: {\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2}}\n\n", 8192);

    assertThat(stream.usage()).contains(Usage.of(1, 2));
    assertThat(stream.estimatedTokens()).isEqualTo(2);
  }

  @Test
  void whatWasTakenBackIsForgotten() {
    pass(body, "{\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2}}", 100);
    body.clear();
    pass(body, "{\"error\":1}", 100);

    assertThat(body.usage()).isEmpty();
    assertThat(body.bytes()).isEqualTo(11);
  }
}
