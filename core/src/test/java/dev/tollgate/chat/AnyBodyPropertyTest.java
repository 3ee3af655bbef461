package dev.tollgate.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.json.Json;
import dev.tollgate.json.JsonText;
import dev.tollgate.refusal.Refusal;
import dev.tollgate.refusal.RefusalKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever the bytes: a typed request, or a refusal that is a 400. */
class AnyBodyPropertyTest {

  private static final Set<RefusalKind> BAD_REQUESTS =
      Set.of(
          RefusalKind.INVALID_REQUEST,
          RefusalKind.INVALID_MODEL,
          RefusalKind.INVALID_CALL_NAME,
          RefusalKind.UNSUPPORTED_MODALITY,
          RefusalKind.UNSUPPORTED_PARAMETER);

  private static final List<String> WORDS =
      List.of(
          "user",
          "assistant",
          "tool",
          "system",
          "developer",
          "function",
          "auto",
          "none",
          "required",
          "text",
          "json_schema",
          "json_object",
          "image_url",
          "high",
          "call_1",
          "f",
          "sansa-auto",
          "",
          " ",
          "\u2003",
          "\ud83d\ude00",
          "\u0000");

  private static final List<String> NAMES =
      List.of(
          "messages",
          "model",
          "role",
          "content",
          "tool_calls",
          "tool_call_id",
          "id",
          "type",
          "function",
          "name",
          "arguments",
          "parameters",
          "text",
          "stream",
          "temperature",
          "top_p",
          "max_tokens",
          "max_completion_tokens",
          "n",
          "stop",
          "tools",
          "tool_choice",
          "parallel_tool_calls",
          "response_format",
          "json_schema",
          "schema",
          "strict",
          "reasoning",
          "effort",
          "exclude",
          "reasoning_effort",
          "reasoning_details",
          "metadata",
          "call_name",
          "modalities",
          "audio",
          "functions",
          "logit_bias",
          "seed",
          "user",
          "anything");

  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-0",
          "1",
          "2",
          "-1",
          "0.5",
          "1.0",
          "16.0",
          "1e1",
          "1e400",
          "-1e-400",
          "18446744073709551617",
          "9223372036854775807",
          "1e999999999",
          "1e99999999999");

  private static final byte[] WHOLE =
      """
      {"model":"sansa-auto","messages":[{"role":"system","content":"Be brief."},
      {"role":"user","content":[{"type":"text","text":"Is it far?"}]},
      {"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function",
      "function":{"name":"f","arguments":"{}"}}]},
      {"role":"tool","tool_call_id":"call_1","content":"no"}],
      "temperature":0.5,"max_tokens":10,"stop":["a","b"],"stream":true,
      "tools":[{"type":"function","function":{"name":"f","parameters":{}}}],
      "tool_choice":{"type":"function","function":{"name":"f"}},
      "response_format":{"type":"json_schema","json_schema":{"name":"x","schema":{}}},
      "reasoning":{"effort":"low"},"metadata":{"call_name":"nightly"},"modalities":["text"]}"""
          .getBytes(UTF_8);

  @Property(tries = 3000, edgeCases = EdgeCasesMode.NONE, seed = "1")
  void noiseIsRefused(@ForAll byte[] body) {
    assertAnswered(body);
  }

  @Property(tries = 3000, edgeCases = EdgeCasesMode.NONE, seed = "2")
  void jsonOfTheRightWordsInAnyShapeIsReadOrRefused(@ForAll("bodies") Json body) {
    assertAnswered(JsonText.bytes(body));
  }

  @Property(tries = 5000, edgeCases = EdgeCasesMode.NONE, seed = "3")
  void requestWithBytesChangedIsReadOrRefused(@ForAll("changes") List<Change> changes) {
    byte[] body = WHOLE.clone();
    for (Change change : changes) {
      body[change.at()] = change.to();
    }
    assertAnswered(body);
  }

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE, seed = "4")
  void requestCutAnywhereIsRefused(@ForAll("lengths") int length) {
    assertThat(assertAnswered(Arrays.copyOf(WHOLE, length))).isFalse();
  }

  @Property(tries = 1, edgeCases = EdgeCasesMode.NONE, seed = "5")
  void theWholeOneIsRead() {
    assertThat(assertAnswered(WHOLE)).isTrue();
  }

  /** A byte put in another's place. */
  record Change(int at, byte to) {}

  @Provide
  Arbitrary<List<Change>> changes() {
    Arbitrary<Byte> byteOf =
        Arbitraries.oneOf(
            Arbitraries.bytes(),
            Arbitraries.of(new Byte[] {'"', '{', '}', '[', ']', ',', ':', '0'}));
    return Combinators.combine(Arbitraries.integers().between(0, WHOLE.length - 1), byteOf)
        .as(Change::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(6);
  }

  @Provide
  Arbitrary<Integer> lengths() {
    return Arbitraries.integers().between(0, WHOLE.length - 1);
  }

  @Provide
  Arbitrary<Json> bodies() {
    Arbitrary<Json> messages =
        objects(4).list().ofMaxSize(3).map(ArrayList::new).map(Json.Arr::new);
    return Combinators.combine(objects(4), messages)
        .as(
            (members, list) -> {
              Map<String, Json> body = new LinkedHashMap<>(((Json.Obj) members).members());
              body.put("messages", list);
              return new Json.Obj(body);
            });
  }

  private static Arbitrary<Json> objects(int depth) {
    return Combinators.combine(Arbitraries.of(NAMES), values(depth))
        .as(Map::entry)
        .list()
        .ofMaxSize(6)
        .map(
            members -> {
              Map<String, Json> object = new LinkedHashMap<>();
              members.forEach(member -> object.put(member.getKey(), member.getValue()));
              return new Json.Obj(object);
            });
  }

  private static Arbitrary<Json> values(int depth) {
    Arbitrary<Json> plain =
        Arbitraries.oneOf(
            Arbitraries.of(WORDS).map(Json.Str::new),
            Arbitraries.of(NUMBERS).map(Json.Num::new),
            Arbitraries.of(true, false).map(Json.Bool::new),
            Arbitraries.just(Json.NULL));
    if (depth == 0) {
      return plain;
    }
    Arbitrary<Json> deeper = Arbitraries.lazy(() -> values(depth - 1));
    Arbitrary<Json> arrays = deeper.list().ofMaxSize(3).map(ArrayList::new).map(Json.Arr::new);
    return Arbitraries.oneOf(plain, arrays, Arbitraries.lazy(() -> objects(depth - 1)));
  }

  /** True when it was read. */
  private static boolean assertAnswered(byte[] body) {
    try {
      ChatRequest request = ChatJson.readRequest(body);
      assertThat(request.messages()).isNotEmpty();
      return true;
    } catch (Refusal refusal) {
      assertThat(BAD_REQUESTS).contains(refusal.kind());
      assertThat(refusal.reason()).isNotBlank().doesNotContain("Exception", "dev.tollgate", "gson");
      return false;
    }
  }
}
