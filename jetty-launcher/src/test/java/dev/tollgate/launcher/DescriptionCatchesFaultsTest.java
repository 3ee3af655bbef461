package dev.tollgate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The document is strict enough to catch what would break clients. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DescriptionCatchesFaultsTest {

  private static final String ERROR =
      "{'error':{'message':'No.','type':'api_error','code':'upstream_error','param':null}}";
  private static final String ANSWER =
      """
      {'id':'chatcmpl-1','object':'chat.completion','created':1,'model':'m','choices':[{'index':0,\
      'message':{'role':'assistant','content':'Hi','refusal':null},'logprobs':null,\
      'finish_reason':'stop'}],'usage':{'prompt_tokens':1,'completion_tokens':2,'total_tokens':3}}""";
  private static final String CHUNK =
      """
      {'id':'chatcmpl-1','object':'chat.completion.chunk','created':1,'model':'m','choices':[\
      {'index':0,'delta':{'content':'Hi'},'logprobs':null,'finish_reason':null}]}""";

  @RegisterExtension private final LiveScene scene = LiveScene.start();
  private final LiveGateway gateway = scene.gateway();
  private ApiDescription api;

  @BeforeAll
  void prepare() throws Exception {
    api = ApiDescription.of(gateway);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'param':null              | 'param':5
          ,'param':null             | ``
          'type':'api_error'        | 'type':'oops'
          {'error':                 | {'trace':'at dev.x','error':
          'message':'No.'           | 'message':''
          'message':'No.'           | 'message':'No.','detail':1
          """)
  void errors(String part, String fault) {
    planted("Error", ERROR, part, fault);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'id':'chatcmpl-1'         | 'id':'up-1'
          'created':1               | 'created':1.5
          'refusal':null            | 'refusal':null,'tool_calls':null
          'refusal':null            | 'refusal':null,'tool_calls':[]
          'refusal':null            | 'refusal':null,'provider':'x'
          'finish_reason':'stop'    | 'finish_reason':'error'
          'finish_reason':'stop'    | 'finish_reason':null
          'finish_reason':'stop'    | 'finish_reason':'stop','native_finish_reason':'STOP'
          'logprobs':null,          | ``
          'prompt_tokens':1         | 'prompt_tokens':-1
          'total_tokens':3          | 'total_tokens':3,'cost':0.1
          ,'usage':{'prompt_tokens':1,'completion_tokens':2,'total_tokens':3} | ``
          """)
  void answers(String part, String fault) {
    planted("ChatCompletion", ANSWER, part, fault);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'content':'Hi'            | 'content':'Hi','role':null
          'content':'Hi'            | 'content':null
          'content':'Hi'            | 'tool_calls':[{'index':0,'function':{}}]
          'content':'Hi'            | 'tool_calls':[{'index':0,'id':'a','function':{'arguments':''}}]
          'content':'Hi'            | 'tool_calls':[{'index':0,'function':{'arguments':'a'}},{'index':1,'function':{'arguments':'a'}}]
          'content':'Hi'            | ``
          'finish_reason':null      | 'finish_reason':'stop'
          'model':'m'               | 'model':'m','usage':null
          'model':'m'               | 'model':'m','error':{'message':'No.'}
          'object':'chat.completion.chunk' | 'object':'chat.completion'
          """)
  void chunks(String part, String fault) {
    planted("ChatCompletionChunk", CHUNK, part, fault);
    String sound = stream(CHUNK);
    assertThat(api.streamFaults(sound)).isEmpty();
    assertThat(api.streamFaults(sound.replace("[DONE]", "{}"))).isNotEmpty();
    assertThat(api.streamFaults(stream(replaced(CHUNK, part, fault)))).isNotEmpty();
  }

  private void planted(String schema, String sound, String part, String fault) {
    assertThat(sound).contains(part);
    assertThat(api.faults(schema, sound.replace('\'', '"'))).isEmpty();
    assertThat(api.faults(schema, replaced(sound, part, fault).replace('\'', '"'))).isNotEmpty();
  }

  private static String replaced(String sound, String part, String fault) {
    return sound.replace(part, fault == null ? "" : fault);
  }

  private static String stream(String chunk) {
    return "data: " + chunk.replace('\'', '"') + "\n\ndata: [DONE]\n\n";
  }
}
