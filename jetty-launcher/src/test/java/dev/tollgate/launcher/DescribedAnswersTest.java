package dev.tollgate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.upstream.Script;
import dev.tollgate.upstream.ScriptedProvider;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What callers really get, against {@code /openapi.json}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DescribedAnswersTest {

  private static final String CHAT = "POST /v1/chat/completions";
  private static final int MAX_BODY = 8192;

  @RegisterExtension
  private final LiveScene scene = LiveScene.start(setup -> setup.with("MAX_BODY", MAX_BODY + "B"));

  private final ScriptedProvider provider = scene.provider();
  private final LiveGateway gateway = scene.gateway();
  private final Customer customer = scene.customer();
  private final Caller caller = new Caller(gateway, customer);
  private ApiDescription api;

  @BeforeAll
  void prepare() throws Exception {
    api = ApiDescription.of(gateway);
  }

  private static Script whole(String message, String reason) {
    return Script.json(
        """
        {"choices":[{"index":0,"message":%s,"finish_reason":"%s"}],
        "usage":{"prompt_tokens":10,"completion_tokens":20,"total_tokens":30,
        "prompt_tokens_details":{"cached_tokens":4},
        "completion_tokens_details":{"reasoning_tokens":5}}}"""
            .formatted(message, reason));
  }

  private HttpResponse<String> ask(int status, String body) throws Exception {
    HttpResponse<String> response = caller.chat(body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    api.check(CHAT, response);
    return response;
  }

  @Test
  void wholeAnswers() throws Exception {
    provider.next(ProviderAnswers.whole("Hi.", 24, 9));
    ask(200, Question.PLAIN);
    provider.next(
        whole(
            """
            {"role":"assistant","content":"Hi.","reasoning":"Hm",\
            "reasoning_details":[{"type":"reasoning.text","text":"Hm"}]}""",
            "length"));
    ask(200, Question.PLAIN);
    provider.next(
        whole(
            """
            {"role":"assistant","content":null,"tool_calls":[\
            {"id":"a","type":"function","function":{"name":"f","arguments":"{\\"x\\":"}},\
            {"id":"b","type":"function","function":{"name":"g","arguments":""}}]}""",
            "tool_calls"));
    assertThat(ask(200, Question.PLAIN).body()).contains("\"tool_calls\":[");
    provider.next(whole("{\"role\":\"assistant\",\"refusal\":\"No.\"}", "content_filter"));
    assertThat(ask(200, Question.PLAIN).body()).contains("cached_tokens", "reasoning_tokens");
  }

  @Test
  void streams() throws Exception {
    provider.next(ProviderAnswers.streamed(24, 9, "Hi", "."));
    ask(200, Question.STREAM);
    provider.next(
        Script.stream()
            .event(
                ProviderAnswers.choice(
                    "{\"reasoning\":\"Hm\",\"reasoning_details\":[{\"text\":\"Hm\"}]}", "null"))
            .event(
                ProviderAnswers.choice(
                    """
                    {"tool_calls":[{"index":0,"id":"a","type":"function",\
                    "function":{"name":"f","arguments":"{\\"x\\""}},\
                    {"index":1,"id":"b","type":"function","function":{"name":"g"}}]}""",
                    "null"))
            .event(
                ProviderAnswers.choice(
                    "{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\":1}\"}}]}",
                    "null"))
            .event(ProviderAnswers.choice("{\"refusal\":\"No.\"}", "null"))
            .event(ProviderAnswers.finish("tool_calls"))
            .done());
    assertThat(ask(200, Question.STREAM).body()).contains("\"tool_calls\"", "reasoning_details");
    // A connection that is cut might be lost before its only chunk was read.
    provider.next(Script.stream().event(ProviderAnswers.delta("Hi")).end());
    assertThat(ask(200, Question.STREAM).body()).contains("event: error\n", "\"error\"");
  }

  @Test
  void refusalsOfRequests() throws Exception {
    String plain = Question.PLAIN;
    ask(400, "{");
    ask(400, "{\"messages\":[]}");
    ask(400, Question.of("nowhere"));
    ask(400, plain.replaceFirst("}$", ",\"metadata\":{\"call_name\":\"\"}}"));
    ask(400, plain.replaceFirst("}$", ",\"n\":2}"));
    ask(400, plain.replace("\"Hello!\"", "[{\"type\":\"image_url\",\"image_url\":{}}]"));
    ask(413, plain + " ".repeat(MAX_BODY));
    api.check(CHAT, caller.send("POST", "/v1/chat/completions"));
    api.check(CHAT, new Caller(gateway.address(), "sk-none").chat(plain));
    api.check(CHAT, new Caller(gateway, gateway.customer("0")).chat(plain));

    assertThat(api.seen()).contains(CHAT + " 401", CHAT + " 402", CHAT + " 413", CHAT + " 415");
  }

  @Test
  void failuresOfTheUpstream() throws Exception {
    for (String body : List.of(Question.PLAIN, Question.STREAM)) {
      provider.next(Script.status(400, "{\"error\":{\"code\":\"context_length_exceeded\"}}"));
      ask(400, body);
      provider.next(Script.status(400, "{\"error\":{\"code\":\"content_policy_violation\"}}"));
      ask(400, body);
      provider.next(Script.status(500, "{}"));
      ask(502, body);
      provider.next(Script.status(429, "{}", "Retry-After: 7"));
      ask(503, body);
      provider.next(Script.status(408, "{}"));
      ask(504, body);
    }
  }

  @Test
  void fullWindows() throws Exception {
    for (String limit : List.of("requests_per_minute", "requests_per_day")) {
      Customer limited =
          new AdminCaller(gateway.address())
              .key(customer.account(), "{\"name\":\"one\",\"%s\":1}".formatted(limit));
      Caller full = new Caller(gateway, limited);
      // Where a minute ends between the two, the next one is full after the third.
      for (int i = 0; i < 3; i++) {
        api.check("GET /v1/models", full.get("/v1/models"));
      }
      api.check(CHAT, full.chat("{}"));
      api.check("GET /v1/models/{id}", full.get("/v1/models/stansa-g4"));
      api.check("GET /v1/credits", full.get("/v1/credits"));
    }
    assertThat(api.seen()).contains("GET /v1/models 429", CHAT + " 429", "GET /v1/credits 429");
  }

  @Test
  void modelsAndCredits() throws Exception {
    Caller stranger = new Caller(gateway.address(), "");
    api.check("GET /v1/models", caller.get("/v1/models"));
    api.check("GET /v1/models", stranger.get("/v1/models"));
    api.check("GET /v1/models/{id}", caller.get("/v1/models/test/fractions"));
    api.check("GET /v1/models/{id}", caller.get("/v1/models/nowhere"));
    api.check("GET /v1/models/{id}", stranger.get("/v1/models/stansa-g4"));
    api.check("GET /v1/credits", caller.get("/v1/credits"));
    api.check("GET /v1/credits", stranger.get("/v1/credits"));

    assertThat(api.seen())
        .contains(
            "GET /v1/models 200",
            "GET /v1/models 401",
            "GET /v1/models/{id} 200",
            "GET /v1/models/{id} 404",
            "GET /v1/credits 200");
  }

  @Test
  void whatBelongsToNoOperation() throws Exception {
    api.checkCommon("NotFound", caller.get("/v1/completions"));
    api.checkCommon("MethodNotAllowed", caller.get("/v1/chat/completions"));
    api.checkCommon("MethodNotAllowed", caller.send("PUT", "/openapi.json"));
    api.checkCommon("MethodNotAllowed", caller.send("PUT", "/admin/v1/accounts"));
  }

  @Test
  void operationsOfTheServer() throws Exception {
    Caller anybody = new Caller(gateway.address(), "");
    api.check("GET /healthz", anybody.get("/healthz"));
    api.check("GET /readyz", anybody.get("/readyz"));
    api.check("GET /metrics", anybody.get("/metrics"));
    HttpResponse<String> document = anybody.get("/openapi.json");
    api.check("GET /openapi.json", document);
    String tag = document.headers().firstValue("ETag").orElseThrow();
    api.check("GET /openapi.json", anybody.send("GET", "/openapi.json", "If-None-Match", tag));
    HttpResponse<String> head = anybody.send("HEAD", "/openapi.json");

    assertThat(api.seen()).contains("GET /openapi.json 200", "GET /openapi.json 304");
    assertThat(document.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.headers().firstValue("ETag")).contains(tag);
  }
}
