package dev.tollgate.upstream.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.chat.ChatRequest;
import dev.tollgate.chat.Content;
import dev.tollgate.chat.Message;
import dev.tollgate.chat.Reasoning;
import dev.tollgate.chat.ResponseFormat;
import dev.tollgate.chat.Sampling;
import dev.tollgate.chat.ToolCall;
import dev.tollgate.chat.Tooling;
import dev.tollgate.json.Json;
import dev.tollgate.json.StrictJson;
import dev.tollgate.upstream.UpstreamRequest;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class OpenAiRequestJsonTest {

  private static Json.Obj object(String text) throws Exception {
    return (Json.Obj) StrictJson.read(text);
  }

  private static UpstreamRequest full(@Nullable Reasoning reasoning) throws Exception {
    Json.Obj tool = object("{\"type\":\"function\",\"function\":{\"name\":\"f\",\"x\":1.0}}");
    return new UpstreamRequest(
        new ChatRequest(
            "ours",
            List.of(
                new Message.Instructions(new Content.Text("Be <kind> & brief")),
                new Message.User(new Content.Parts(List.of("a", "b"))),
                new Message.Assistant(
                    null,
                    List.of(new ToolCall("id1", "f", "{broken")),
                    "thought",
                    (Json.Arr) StrictJson.read("[{\"n\":1.10}]")),
                new Message.ToolResult("id1", new Content.Text(""))),
            true,
            9_999L,
            new Sampling(
                new BigDecimal("0.70"), BigDecimal.ONE, null, new BigDecimal("-2"), List.of("X")),
            new Tooling(List.of(new Tooling.Tool("f", tool)), new Tooling.Named("f"), false),
            new ResponseFormat(
                ResponseFormat.Kind.JSON_OBJECT, object("{\"type\":\"json_object\"}")),
            reasoning,
            Map.of("call_name", "secret-label"),
            1000),
        "theirs",
        64);
  }

  private static String write(OpenAiDialect dialect, UpstreamRequest request) {
    return new String(new OpenAiRequestJson(dialect).write(request), StandardCharsets.UTF_8);
  }

  @Test
  void everythingTypedGoesUpAndNothingElse() throws Exception {
    String body =
        write(OpenAiDialect.LENIENT, full(new Reasoning(Reasoning.Effort.XHIGH, 50L, true)));

    assertThat(body)
        .isEqualTo(
            "{\"model\":\"theirs\",\"messages\":["
                + "{\"role\":\"system\",\"content\":\"Be <kind> & brief\"},"
                + "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"a\"},"
                + "{\"type\":\"text\",\"text\":\"b\"}]},"
                + "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"id1\","
                + "\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{broken\"}}],"
                + "\"reasoning\":\"thought\",\"reasoning_details\":[{\"n\":1.10}]},"
                + "{\"role\":\"tool\",\"content\":\"\",\"tool_call_id\":\"id1\"}],"
                + "\"max_tokens\":64,\"stream\":true,\"stream_options\":{\"include_usage\":true},"
                + "\"temperature\":0.70,\"top_p\":1,\"presence_penalty\":-2,\"stop\":[\"X\"],"
                + "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"x\":1.0}}],"
                + "\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"f\"}},"
                + "\"parallel_tool_calls\":false,\"response_format\":{\"type\":\"json_object\"},"
                + "\"reasoning_effort\":\"xhigh\"}");
  }

  @Test
  void aBudgetAloneGoesAsTheReasoningObject() throws Exception {
    UpstreamRequest request = full(new Reasoning(null, 50L, false));

    assertThat(write(OpenAiDialect.LENIENT, request))
        .endsWith(",\"reasoning\":{\"max_tokens\":50}}");
  }

  @Test
  void openAiItselfGetsTheNewCapAndNoExtensions() throws Exception {
    OpenAiDialect dialect = OpenAiDialect.of(URI.create("https://API.openai.com/v1"));
    String body = write(dialect, full(new Reasoning(null, 50L, false)));

    assertThat(body)
        .contains("\"max_completion_tokens\":64")
        .doesNotContain("\"max_tokens\"")
        .doesNotContain("\"reasoning");
    assertThat(OpenAiDialect.of(URI.create("https://x.openai.azure.com/v1")))
        .isEqualTo(OpenAiDialect.STRICT);
    assertThat(OpenAiDialect.of(URI.create("https://api.openai.com.evil.example/v1")))
        .isEqualTo(OpenAiDialect.LENIENT);
  }
}
