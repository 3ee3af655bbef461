package dev.tollgate.upstream.openai;

import static dev.tollgate.upstream.openai.OpenAiUpstreamTest.delta;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TextFrameTest {

  private final TextFrame frame = new TextFrame();

  private static String content(String literal) {
    return delta("\"content\":\"" + literal + "\"");
  }

  @Test
  void givesTheTextOfWhatComesInTheSameFrame() {
    frame.learn(content("Hello"), "Hello");

    assertThat(frame.textOf(content(" wörld \uD83D\uDE00"))).isEqualTo(" wörld \uD83D\uDE00");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\\nb", "say \\\"so\\\"", "\",\"refusal\":\"no", "tab\there"})
  void leavesWhatMustBeReadToTheParser(String literal) {
    frame.learn(content("Hello"), "Hello");

    assertThat(frame.textOf(content(literal))).isNull();
  }

  @Test
  void leavesAnotherFrameToTheParser() {
    frame.learn(content("Hello"), "Hello");

    assertThat(frame.textOf(delta("\"refusal\":\"Hello\""))).isNull();
    assertThat(frame.textOf(content("Hello").replace("null", "\"stop\""))).isNull();
    assertThat(frame.textOf(content("Hello") + " ")).isNull();
  }

  @Test
  void takesNoFrameOfAnotherMemberWithTheSameText() {
    // The delta's own text is written with a space, so the first that looks like it is another's.
    String event = "{\"x\":{\"content\":\"Hi\"},\"choices\":[{\"delta\":{\"content\": \"Hi\"}}]}";

    frame.learn(event, "Hi");

    assertThat(frame.textOf(event)).isNull();
  }

  @Test
  void takesNoFrameOfAnEventThatIsMoreThanItsText() {
    String event = content("Hi").replace("null", "\"stop\"");

    frame.learn(event, "Hi");

    assertThat(frame.textOf(event)).isNull();
  }

  @Test
  void givesUpOnAStreamThatChangesAnotherMemberEachTime() {
    frame.learn(delta("\"n\":1,\"content\":\"a\""), "a");
    frame.learn(delta("\"n\":2,\"content\":\"a\""), "a");
    frame.learn(delta("\"n\":3,\"content\":\"a\""), "a");

    assertThat(frame.textOf(delta("\"n\":2,\"content\":\"b\""))).isEqualTo("b");
    assertThat(frame.textOf(delta("\"n\":3,\"content\":\"b\""))).isNull();
  }

  @Test
  void takesNoFrameOfAnEventWithThePartsOfAToolCall() {
    // They tell nothing before the call's name is there, and then all of them.
    String calls = ",\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"x\"}}]";
    String event = delta("\"content\":\"Hi\"" + calls);

    frame.learn(event, "Hi");

    assertThat(frame.textOf(event)).isNull();
  }

  @Test
  void keepsNothingOfAHugeEvent() {
    String padded = delta("\"pad\":\"" + "x".repeat(5000) + "\",\"content\":\"Hi\"");

    frame.learn(padded, "Hi");

    assertThat(frame.textOf(padded)).isNull();
  }

  @Test
  void leavesHalfOfASurrogatePairToTheParser() {
    frame.learn(content("Hello"), "Hello");

    assertThat(frame.textOf(content("a\uD83D"))).isNull();
    assertThat(frame.textOf(content("\uDE00b"))).isNull();
  }
}
