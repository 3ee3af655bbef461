package dev.tollgate.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.json.Json;
import dev.tollgate.json.MalformedJson;
import dev.tollgate.json.StrictJson;
import java.util.List;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway") // javac 17 loses @Nullable on a nested type in a compact constructor.
class AnswerJsonTest {

  private static final AnswerHead HEAD = new AnswerHead("chatcmpl-a1", 1763700000, "sansa-auto");

  @Test
  void plainAnswerHasExactlyTheMembersOfTheContract() throws MalformedJson {
    ChatResponse response =
        new ChatResponse(
            "Hello \"you\"\n\u2028\ud83d\ude00",
            null,
            List.of(),
            null,
            null,
            FinishReason.STOP,
            null);
    assertThat(write(response, Usage.of(24, 9)))
        .isEqualTo(
            "{\"id\":\"chatcmpl-a1\",\"object\":\"chat.completion\",\"created\":1763700000,"
                + "\"model\":\"sansa-auto\",\"choices\":[{\"index\":0,\"message\":"
                + "{\"role\":\"assistant\",\"content\":\"Hello \\\"you\\\"\\n\\u2028\ud83d\ude00\","
                + "\"refusal\":null},\"logprobs\":null,\"finish_reason\":\"stop\"}],\"usage\":"
                + "{\"prompt_tokens\":24,\"completion_tokens\":9,\"total_tokens\":33}}");
  }

  @Test
  void fullAnswerHasToolCallsReasoningAndDetails() throws MalformedJson {
    Json.Arr details = (Json.Arr) StrictJson.read("[{\"type\":\"reasoning.text\",\"n\":1.0}]");
    ChatResponse response =
        new ChatResponse(
            null,
            null,
            List.of(new ToolCall("c1", "f", "{\"a\":"), new ToolCall("c2", "g", "")),
            "Hm",
            details,
            FinishReason.TOOL_CALLS,
            null);
    assertThat(write(response, new Usage(24, 9, 8, 4, false)))
        .endsWith(
            "\"message\":{\"role\":\"assistant\",\"content\":null,\"refusal\":null,"
                + "\"reasoning\":\"Hm\",\"reasoning_content\":\"Hm\","
                + "\"reasoning_details\":[{\"type\":\"reasoning.text\",\"n\":1.0}],"
                + "\"tool_calls\":[{\"id\":\"c1\",\"type\":\"function\",\"function\":"
                + "{\"name\":\"f\",\"arguments\":\"{\\\"a\\\":\"}},"
                + "{\"id\":\"c2\",\"type\":\"function\",\"function\":"
                + "{\"name\":\"g\",\"arguments\":\"\"}}]},"
                + "\"logprobs\":null,\"finish_reason\":\"tool_calls\"}],\"usage\":"
                + "{\"prompt_tokens\":24,\"completion_tokens\":9,\"total_tokens\":33,"
                + "\"prompt_tokens_details\":{\"cached_tokens\":8},"
                + "\"completion_tokens_details\":{\"reasoning_tokens\":4}}}");
  }

  @Test
  void refusalIsAMemberOfItsOwn() throws MalformedJson {
    ChatResponse response =
        new ChatResponse(null, "No.", List.of(), null, null, FinishReason.CONTENT_FILTER, null);
    assertThat(write(response, Usage.NONE))
        .contains("\"content\":\"\",\"refusal\":\"No.\"}", "\"finish_reason\":\"content_filter\"");
  }

  @Test
  void everyFinishReasonHasItsWord() throws MalformedJson {
    for (FinishReason reason : FinishReason.values()) {
      ChatResponse response = new ChatResponse("", null, List.of(), null, null, reason, null);
      assertThat(write(response, Usage.NONE))
          .contains("\"finish_reason\":\"" + reason.wire() + "\"");
    }
  }

  private static String write(ChatResponse response, Usage usage) throws MalformedJson {
    byte[] body = AnswerJson.write(HEAD, response, usage);
    assertThat(StrictJson.read(body)).isInstanceOf(Json.Obj.class);
    return new String(body, UTF_8);
  }
}
