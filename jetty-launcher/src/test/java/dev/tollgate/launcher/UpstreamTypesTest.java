package dev.tollgate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.money.Money;
import dev.tollgate.upstream.ReceivedRequest;
import dev.tollgate.upstream.Script;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a caller gets of upstreams that speak other APIs than OpenAI's: failures with the status
 * they would have there, and charges for what was used. Single quotes stand for double ones.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class UpstreamTypesTest {

  @RegisterExtension private final LiveScene anthropic = scene("anthropic");
  @RegisterExtension private final LiveScene gemini = scene("gemini");

  private static LiveScene scene(String type) {
    return LiveScene.start(setup -> setup.with("TYPE", type));
  }

  private LiveScene of(String type) {
    return type.equals("anthropic") ? anthropic : gemini;
  }

  private static HttpResponse<String> ask(LiveScene scene, String body, Script script)
      throws Exception {
    scene.provider().next(script);
    return new Caller(scene.gateway(), scene.customer()).chat(body);
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          anthropic | 400 | {'type':'error','error':{'type':'invalid_request_error','message':'canary'}}                     | 400 | invalid_request
          anthropic | 400 | {'type':'error','error':{'type':'invalid_request_error','message':'prompt is too long: canary'}} | 400 | context_length_exceeded
          anthropic | 400 | {'type':'error','error':{'type':'invalid_request_error','message':'Output blocked by content filtering policy'}} | 400 | content_policy
          anthropic | 400 | {'type':'error','error':{'type':'invalid_request_error','message':'Your credit balance is too low'}} | 503 | upstream_unavailable
          anthropic | 401 | {'type':'error','error':{'type':'authentication_error','message':'canary'}}                      | 502 | upstream_error
          anthropic | 404 | {'type':'error','error':{'type':'not_found_error','message':'canary'}}                           | 502 | upstream_error
          anthropic | 413 | {'type':'error','error':{'type':'request_too_large','message':'canary'}}                         | 413 | request_too_large
          anthropic | 429 | {'type':'error','error':{'type':'rate_limit_error','message':'canary'}}                          | 503 | upstream_unavailable
          anthropic | 529 | {'type':'error','error':{'type':'overloaded_error','message':'canary'}}                          | 502 | upstream_error
          anthropic | 200 | {'canary':1}                                                                                     | 502 | upstream_error
          gemini    | 400 | {'error':{'code':400,'message':'canary','status':'INVALID_ARGUMENT'}}                            | 400 | invalid_request
          gemini    | 400 | {'error':{'code':400,'message':'The input token count (2) exceeds the maximum number of tokens allowed (1).','status':'INVALID_ARGUMENT'}} | 400 | context_length_exceeded
          gemini    | 200 | {'promptFeedback':{'blockReason':'SAFETY'}}                                                      | 400 | content_policy
          gemini    | 400 | {'error':{'code':400,'message':'API key not valid. canary','status':'INVALID_ARGUMENT'}}         | 502 | upstream_error
          gemini    | 400 | {'error':{'code':400,'message':'canary','status':'FAILED_PRECONDITION'}}                         | 503 | upstream_unavailable
          gemini    | 404 | {'error':{'code':404,'message':'canary','status':'NOT_FOUND'}}                                   | 502 | upstream_error
          gemini    | 429 | {'error':{'code':429,'message':'canary','status':'RESOURCE_EXHAUSTED','details':[{'retryDelay':'7s'}]}} | 503 | upstream_unavailable
          gemini    | 503 | {'error':{'code':503,'message':'canary','status':'UNAVAILABLE'}}                                 | 502 | upstream_error
          gemini    | 200 | {'canary':1}                                                                                     | 502 | upstream_error
          """)
  void failureHasItsStatusAndCostsNothing(
      String type, int theirs, String body, int ours, String code) throws Exception {
    LiveScene scene = of(type);
    for (String question : List.of(Question.PLAIN, Question.STREAM)) {
      String[] headers = type.equals("anthropic") ? new String[] {"Retry-After: 7"} : new String[0];

      HttpResponse<String> response =
          ask(scene, question, Script.status(theirs, json(body), headers));

      assertThat(response.statusCode()).as(response.body()).isEqualTo(ours);
      assertThat(Answer.of(response.body()).text("error.code")).isEqualTo(code);
      assertThat(response.body()).doesNotContain("canary");
      if (theirs == 429) {
        assertThat(response.headers().firstValue("Retry-After")).contains("7");
      }
      scene.gateway().checkUncharged(scene.customer());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          anthropic | {'type':'content_block_delta','delta':{'type':'text_delta','text':'Hi'}} | {'type':'error','error':{'type':'overloaded_error','message':'canary'}}
          anthropic | {'type':'content_block_delta','delta':{'type':'text_delta','text':'Hi'}} | {'type':'message_stop'}
          gemini    | {'candidates':[{'content':{'parts':[{'text':'Hi'}]}}]}                   | {'error':{'code':503,'message':'canary'}}
          gemini    | {'candidates':[{'content':{'parts':[{'text':'Hi'}]}}]}                   | {'candidates':[{'finishReason':'MALFORMED_FUNCTION_CALL'}]}
          gemini    | {'candidates':[{'content':{'parts':[{'text':'Hi'}]}}]}                   | {'promptFeedback':{'blockReason':'SAFETY'}}
          """)
  void brokenStreamEndsWithAnErrorAndCostsNothing(String type, String text, String end)
      throws Exception {
    LiveScene scene = of(type);
    Script script = Script.stream().event(json(text)).event(json(end)).end();

    HttpResponse<String> response = ask(scene, Question.STREAM, script);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body())
        .contains("\"content\":\"Hi\"", "\"finish_reason\":\"error\"", "event: error\n")
        .doesNotContain("canary", "\"stop\"")
        .endsWith("data: [DONE]\n\n");
    scene.gateway().checkUncharged(scene.customer());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          anthropic | x-api-key      | /v1/messages HTTP/1.1                          | {'type':'message','content':[{'type':'text','text':'Hi'}],'stop_reason':'end_turn','usage':{'input_tokens':4,'cache_read_input_tokens':20,'output_tokens':9}}
          gemini    | x-goog-api-key | /v1/models/provider-c:generateContent HTTP/1.1 | {'candidates':[{'content':{'parts':[{'text':'Hi'}]},'finishReason':'STOP'}],'usageMetadata':{'promptTokenCount':24,'candidatesTokenCount':2,'thoughtsTokenCount':7,'cachedContentTokenCount':20}}
          """)
  void answerIsPassedOnAndItsUsageIsCharged(String type, String keyHeader, String path, String body)
      throws Exception {
    LiveScene scene = of(type);
    int before = scene.provider().requests().size();
    Customer payer = scene.gateway().rich();
    scene.provider().next(Script.json(json(body)));

    HttpResponse<String> response = new Caller(scene.gateway(), payer).chat(Question.PLAIN);

    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    Answer answer = Answer.of(response.body());
    assertThat(answer.text("choices.0.message.content")).isEqualTo("Hi");
    assertThat(answer.text("choices.0.finish_reason")).isEqualTo("stop");
    assertThat(answer.text("model")).isEqualTo("stansa-g4");
    assertThat(answer.integer("usage.prompt_tokens")).isEqualTo(24);
    assertThat(answer.integer("usage.completion_tokens")).isEqualTo(9);
    assertThat(answer.integer("usage.prompt_tokens_details.cached_tokens")).isEqualTo(20);
    // 24 tokens at $1.75 and 9 at $6.50 per million.
    assertThat(scene.gateway().lastCharge(payer)).isEqualTo(Money.ofNanos(100_500));
    ReceivedRequest request = scene.provider().requests().get(before);
    assertThat(request.line()).isEqualTo("POST " + path);
    assertThat(request.header(keyHeader)).containsExactly(LiveSetup.PROVIDER_KEY);
    assertThat(request.header("Authorization")).isEmpty();
  }
}
