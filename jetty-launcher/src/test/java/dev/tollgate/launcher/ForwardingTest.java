package dev.tollgate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.json.Json;
import dev.tollgate.json.StrictJson;
import dev.tollgate.upstream.ReceivedRequest;
import dev.tollgate.upstream.ScriptedProvider;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What an upstream sees of a request: what the typed model has, verbatim where the contract says
 * so, and nothing else of the caller's bytes or headers. Single quotes stand for double ones.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ForwardingTest {

  private static final String HELLO = "{'role':'user','content':'Hello!'}";
  private static final String CALL =
      "{'role':'assistant','content':null,'tool_calls':[{'id':'a','type':'function',"
          + "'function':{'name':'f','arguments':'{}'}}]}";

  @RegisterExtension private final LiveScene scene = LiveScene.start();
  private final ScriptedProvider provider = scene.provider();
  private final LiveGateway gateway = scene.gateway();
  private final Customer customer = scene.customer();

  /** Asks, and gives what came to the upstream. */
  private ReceivedRequest forwarded(String body, String... headers) throws Exception {
    boolean streams = body.contains("'stream':true");
    provider.next(
        streams ? ProviderAnswers.streamed(24, 9, "Hi.") : ProviderAnswers.whole("{}", 24, 9));
    HttpResponse<String> response =
        new Caller(gateway, customer).chat(body.replace('\'', '"'), headers);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return provider.awaitRequest();
  }

  private static Map<String, Json> members(String json) throws Exception {
    return new LinkedHashMap<>(((Json.Obj) StrictJson.read(json.replace('\'', '"'))).members());
  }

  private static String body(String messages, String members) {
    return "{'model':'stansa-g4','messages':["
        + messages
        + "]"
        + (members.isEmpty() ? "" : "," + members)
        + "}";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      emptyValue = "",
      textBlock =
          """
          ``                                               | ``
          'temperature':0.70,'top_p':1.0                   | 'temperature':0.70,'top_p':1.0
          'temperature':20e-1,'presence_penalty':-2        | 'temperature':2.0,'presence_penalty':-2
          'frequency_penalty':1e-999999999                 | 'frequency_penalty':0
          'stop':'END'                                     | 'stop':['END']
          'stop':['a','😀']                                | 'stop':['a','😀']
          'stop':[]                                        | ``
          'stream':false                                   | ``
          'stream':true                                    | 'stream':true,'stream_options':{'include_usage':true}
          'stream':true,'stream_options':{'x':1}           | 'stream':true,'stream_options':{'include_usage':true}
          'n':1,'modalities':['text']                      | ``
          'metadata':{'call_name':'canary','a':'b'}        | ``
          'parallel_tool_calls':true                       | ``
          'tools':[],'tool_choice':'auto'                  | ``
          'tool_choice':'none','parallel_tool_calls':false | ``
          'response_format':{'type':'text','x':1.0}        | 'response_format':{'type':'text','x':1.0}
          'response_format':{'type':'json_object'}         | 'response_format':{'type':'json_object'}
          'reasoning_effort':'xhigh'                       | 'reasoning_effort':'xhigh'
          'reasoning':{'effort':'low','enabled':true}      | 'reasoning_effort':'low'
          'reasoning':{'effort':'low'},'reasoning_effort':'high' | 'reasoning_effort':'low'
          'reasoning':{'exclude':true},'reasoning_effort':'high' | 'reasoning_effort':'high'
          'reasoning':{'max_tokens':50,'exclude':false}    | 'reasoning':{'max_tokens':50}
          'reasoning':{}                                   | ``
          'logit_bias':{'1':1},'logprobs':true,'top_logprobs':1,'seed':7                | ``
          'prediction':{'type':'x'},'store':true,'service_tier':'flex','verbosity':'low' | ``
          'prompt_cache_key':'k','prompt_cache_retention':'24h','safety_identifier':'s','user':'u' | ``
          'top_k':40,'provider':{},'plugins':[],'usage':{'include':true},'':1,'canary':'x'  | ``
          'audio':null,'functions':null,'function_call':null,'web_search_options':null,'n':null | ``
          'temperature':null,'stop':null,'tools':null,'tool_choice':null,'reasoning':null   | ``
          """)
  void onlyWhatTheModelKnowsGoesUp(String sent, String seen) throws Exception {
    Map<String, Json> upstream = members(forwarded(body(HELLO, sent)).body());

    assertThat(upstream.remove("model")).isEqualTo(new Json.Str("provider-c"));
    assertThat(upstream.remove("messages")).isEqualTo(members("{'m':[" + HELLO + "]}").get("m"));
    assertThat(upstream.remove("max_tokens")).isInstanceOf(Json.Num.class);
    assertThat(upstream).isEqualTo(members("{" + seen + "}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'max_tokens':500                                   | 500
          'max_completion_tokens':501                        | 501
          'max_tokens':500,'max_completion_tokens':7         | 7
          'max_tokens':500,'max_completion_tokens':null      | 500
          'max_tokens':1                                     | 1
          """)
  void capGoesUpUnderOneName(String sent, String seen) throws Exception {
    Map<String, Json> upstream = members(forwarded(body(HELLO, sent)).body());

    assertThat(upstream).containsEntry("max_tokens", new Json.Num(seen));
    assertThat(upstream).doesNotContainKey("max_completion_tokens");
  }

  @Test
  void capAboveTheModelsOwnIsLowered() throws Exception {
    Json own = members(forwarded(body(HELLO, "")).body()).get("max_tokens");

    for (String cap : new String[] {"2147483648", "18446744073709551617"}) {
      Map<String, Json> upstream = members(forwarded(body(HELLO, "'max_tokens':" + cap)).body());
      assertThat(upstream).containsEntry("max_tokens", own);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'tools':[{'type':'function','x':[1.0,{'b':null,'a':1e2}],'function':{'name':'f','description':'d\\u00e9','parameters':{'z':{},'a':1.50,'$ref':'#'},'strict':null,'y':{}}}]
          'tools':[{'function':{'parameters':{},'name':'f'},'type':'function'},{'type':'function','function':{'name':'g'}}]
          'response_format':{'json_schema':{'x':1.0,'schema':{'required':[],'b':1e-1,'a':null},'name':'n','strict':true},'type':'json_schema','y':{}}
          """)
  void schemasGoUpVerbatim(String member) throws Exception {
    String upstream = forwarded(body(HELLO, member)).body();

    assertThat(upstream).contains(member.replace('\'', '"').replace("\\u00e9", "é"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'auto'                                                                | 'auto'
          'none'                                                                | 'none'
          'required'                                                            | 'required'
          {'type':'function','x':1,'function':{'name':'f','y':2}}               | {'type':'function','function':{'name':'f'}}
          """)
  void choiceOfAToolIsBuiltAnew(String sent, String seen) throws Exception {
    String tools = "'tools':[{'type':'function','function':{'name':'f'}}]";
    String members = tools + ",'parallel_tool_calls':false,'tool_choice':" + sent;
    Map<String, Json> upstream = members(forwarded(body(HELLO, members)).body());

    assertThat(upstream).containsEntry("tool_choice", members("{'a':" + seen + "}").get("a"));
    assertThat(upstream).containsEntry("parallel_tool_calls", new Json.Bool(false));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'role':'system','content':'S','name':'n','x':1}  | {'role':'system','content':'S'}
          {'role':'developer','content':'D'}                | {'role':'system','content':'D'}
          {'role':'user','content':'é 😀 \\u2028'}           | {'role':'user','content':'é 😀 \\u2028'}
          {'role':'user','content':[{'type':'text','text':'a','cache_control':{}},{'text':'','type':'text'}]} | {'role':'user','content':[{'type':'text','text':'a'},{'type':'text','text':''}]}
          {'role':'assistant','content':'A','refusal':null,'audio':null,'tool_calls':null,'annotations':[]} | {'role':'assistant','content':'A'}
          {'role':'assistant','content':'A','reasoning':'R','reasoning_content':'R'} | {'role':'assistant','content':'A','reasoning':'R'}
          {'role':'assistant','content':'A','reasoning_content':'C'} | {'role':'assistant','content':'A','reasoning':'C'}
          {'role':'assistant','content':'A','reasoning_details':[{'z':1.0,'a':[null]},7]} | {'role':'assistant','content':'A','reasoning_details':[{'z':1.0,'a':[null]},7]}
          {'role':'assistant','tool_calls':[{'id':' é','x':1,'function':{'name':'f','arguments':'{broken 1.0 ','y':2}}]} | {'role':'assistant','content':null,'tool_calls':[{'id':' é','type':'function','function':{'name':'f','arguments':'{broken 1.0 '}}]}
          {'role':'assistant','content':'','tool_calls':[{'id':'b','function':{'name':'f','arguments':''}}]} | {'role':'assistant','content':'','tool_calls':[{'id':'b','type':'function','function':{'name':'f','arguments':''}}]}
          {'role':'tool','tool_call_id':'a','content':'','name':'f'} | {'role':'tool','content':'','tool_call_id':'a'}
          {'role':'tool','tool_call_id':'a','content':[{'type':'text','text':'R','x':1}]} | {'role':'tool','content':[{'type':'text','text':'R'}],'tool_call_id':'a'}
          """)
  void messageGoesUpAsTheModelHasIt(String sent, String seen) throws Exception {
    String messages = HELLO + "," + CALL + "," + sent;
    Map<String, Json> upstream = members(forwarded(body(messages, "")).body());

    assertThat(upstream.get("messages"))
        .isEqualTo(members("{'m':[" + HELLO + "," + CALL + "," + seen + "]}").get("m"));
  }

  @Test
  void noHeaderOfTheCallersGoesUp() throws Exception {
    ReceivedRequest upstream =
        forwarded(
            body(HELLO, ""),
            "Cookie",
            "canary=1",
            "OpenAI-Organization",
            "canary",
            "OpenAI-Beta",
            "canary",
            "User-Agent",
            "canary",
            "X-Forwarded-For",
            "canary",
            "X-Stainless-Lang",
            "canary",
            "x-request-id",
            "req_canary",
            "traceparent",
            "canary",
            "Accept",
            "canary/canary",
            "Accept-Language",
            "canary",
            "Idempotency-Key",
            "canary",
            "HTTP-Referer",
            "canary");

    assertThat(upstream.header("Authorization"))
        .containsExactly("Bearer " + LiveSetup.PROVIDER_KEY);
    String ours = LiveSetup.PROVIDER_KEY;
    assertThat(upstream.headers())
        .allSatisfy(line -> assertThat(line.replace(ours, "")).doesNotContain("canary"))
        .noneMatch(line -> line.contains(customer.key()));
    assertThat(upstream.headerNames())
        .isSubsetOf(
            "host",
            "accept-encoding",
            "content-type",
            "content-length",
            "authorization",
            "accept",
            "connection",
            "user-agent");
  }
}
