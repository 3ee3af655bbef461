package dev.tollgate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.upstream.ScriptedProvider;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are refused, each with the name of what is wrong in it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RequestFieldsTest {

  @RegisterExtension private final LiveScene scene = LiveScene.start();
  private final ScriptedProvider provider = scene.provider();
  private final LiveGateway gateway = scene.gateway();
  private final Customer customer = scene.customer();

  @AfterAll
  void check() throws Exception {
    gateway.checkUncharged(customer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'messages':null|messages|invalid_request",
        "'messages':[]|messages|invalid_request",
        "'messages':[{'role':'function','content':'x'}]|messages[0].role|invalid_request",
        "'temperature':2.1|temperature|invalid_request",
        "'temperature':'1'|temperature|invalid_request",
        "'top_p':-0.1|top_p|invalid_request",
        "'max_tokens':0|max_tokens|invalid_request",
        "'max_tokens':1e1|max_tokens|invalid_request",
        "'stop':['a','b','c','d','e']|stop|invalid_request",
        "'stream':'yes'|stream|invalid_request",
        "'model':'gpt-4o'|model|invalid_model",
        "'model':''|model|invalid_model",
        "'n':2|n|unsupported_parameter",
        "'functions':[]|functions|unsupported_parameter",
        "'metadata':{'call_name':' '}|metadata.call_name|invalid_call_name"
      })
  void fieldIsNamed(String member, String param, String code) throws Exception {
    String name = member.substring(0, member.indexOf(':'));
    String messages =
        name.equals("'messages'") ? "" : ",'messages':[{'role':'user','content':'Hello!'}]";

    HttpResponse<String> response =
        new Caller(gateway, customer).chat(("{" + member + messages + "}").replace('\'', '"'));

    assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
    Answer error = Answer.of(response.body());
    assertThat(error.text("error.type")).isEqualTo("invalid_request_error");
    assertThat(error.text("error.param")).isEqualTo(param);
    assertThat(error.text("error.code")).isEqualTo(code);
    assertThat(provider.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "null", "{} {}", "{'a':1,'a':2}", "{a:1}", "\uFFFFx"})
  void brokenJsonIsRefused(String body) throws Exception {
    HttpResponse<String> response = new Caller(gateway, customer).chat(body.replace('\'', '"'));

    assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
    assertThat(Answer.of(response.body()).text("error.code")).isEqualTo("invalid_request");
    assertThat(Answer.of(response.body()).isNull("error.param")).isTrue();
  }

  @Test
  void promptIsNeverQuotedBack() throws Exception {
    HttpResponse<String> response =
        new Caller(gateway, customer)
            .chat("{\"messages\":[{\"role\":\"canary-role\",\"content\":\"canary-prompt\"}]}");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).doesNotContain("canary-prompt");
  }
}
