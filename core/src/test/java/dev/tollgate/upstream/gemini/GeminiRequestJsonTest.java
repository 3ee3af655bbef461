package dev.tollgate.upstream.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.json.Json;
import dev.tollgate.json.JsonTree;
import dev.tollgate.json.StrictJson;
import dev.tollgate.upstream.ChatRequests;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes up of a caller's request. Single quotes stand for double ones. */
final class GeminiRequestJsonTest {

  private static final String OLD = "gemini-2.5-flash";
  private static final String NEW = "gemini-3.5-flash";
  private static final String HELLO = "{'role':'user','content':'Hello!'}";
  private static final String CALLS =
      "{'role':'assistant','content':'C'DETAILS,'tool_calls':["
          + "{'id':'a','function':{'name':'f','arguments':''}},"
          + "{'id':'b','function':{'name':'g','arguments':'{\\'x\\':1.50}'}}]}";

  private static Json json(String text) throws Exception {
    return StrictJson.read(text.replace("\\'", "\\\"").replace('\'', '"'));
  }

  private static JsonTree written(String model, String messages, String members) throws Exception {
    String body =
        "{'messages':[" + messages + "]" + (members.isEmpty() ? "}" : "," + members + "}");
    return new JsonTree(
        StrictJson.read(
            GeminiRequestJson.write(
                ChatRequests.read(body.replace("\\'", "\\\""), model, 10_000))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          gemini-2.5-flash      | 'temperature':1.50,'top_p':0.9             | 'temperature':1.50,'topP':0.9
          gemini-2.5-flash      | 'presence_penalty':1,'frequency_penalty':-1 | 'presencePenalty':1,'frequencyPenalty':-1
          gemini-2.5-flash      | 'stop':['a','b']                           | 'stopSequences':['a','b']
          gemini-2.5-flash      | 'metadata':{'call_name':'canary'},'user':'u','stream':true |
          gemini-2.5-flash      | 'response_format':{'type':'text'}          |
          gemini-2.5-flash      | 'response_format':{'type':'json_object'}   | 'responseMimeType':'application/json'
          gemini-2.5-flash      | 'response_format':{'type':'json_schema','json_schema':{'name':'n','schema':{'b':1e-1,'$ref':'#'}}} | 'responseMimeType':'application/json','responseJsonSchema':{'b':1e-1,'$ref':'#'}
          gemini-2.5-flash      | 'reasoning_effort':'high'                  | 'thinkingConfig':{'thinkingBudget':8000,'includeThoughts':true}
          gemini-2.5-flash      | 'reasoning_effort':'none'                  | 'thinkingConfig':{'thinkingBudget':0,'includeThoughts':false}
          gemini-2.5-pro        | 'reasoning_effort':'none'                  | 'thinkingConfig':{'thinkingBudget':128,'includeThoughts':false}
          gemini-2.5-flash      | 'reasoning':{'max_tokens':90000}           | 'thinkingConfig':{'thinkingBudget':24576,'includeThoughts':true}
          gemini-2.5-pro        | 'reasoning':{'max_tokens':90000}           | 'thinkingConfig':{'thinkingBudget':32768,'includeThoughts':true}
          gemini-2.5-pro        | 'reasoning':{'max_tokens':5}               | 'thinkingConfig':{'thinkingBudget':128,'includeThoughts':true}
          gemini-2.5-flash-lite | 'reasoning':{'max_tokens':5}               | 'thinkingConfig':{'thinkingBudget':512,'includeThoughts':true}
          gemini-2.5-flash      | 'reasoning':{'effort':'low','exclude':true} | 'thinkingConfig':{'thinkingBudget':2000,'includeThoughts':false}
          gemini-2.0-flash      | 'reasoning_effort':'high'                  |
          gemma-3-27b-it        | 'reasoning_effort':'high'                  |
          gemini-3.5-flash      | 'reasoning_effort':'minimal'               | 'thinkingConfig':{'thinkingLevel':'minimal','includeThoughts':true}
          gemini-3.5-flash      | 'reasoning_effort':'none'                  | 'thinkingConfig':{'thinkingLevel':'minimal','includeThoughts':false}
          gemini-3.5-flash      | 'reasoning_effort':'medium'                | 'thinkingConfig':{'thinkingLevel':'medium','includeThoughts':true}
          gemini-3.5-flash      | 'reasoning_effort':'xhigh'                 | 'thinkingConfig':{'thinkingLevel':'high','includeThoughts':true}
          gemini-3.1-pro-preview | 'reasoning_effort':'minimal'              | 'thinkingConfig':{'thinkingLevel':'low','includeThoughts':true}
          gemini-flash-latest   | 'reasoning':{'max_tokens':2000}            | 'thinkingConfig':{'thinkingBudget':2000,'includeThoughts':true}
          gemini-3.5-flash      | 'reasoning':{'exclude':true}               |
          """)
  void parametersGoUpAsTheModelTakesThem(String model, String sent, @Nullable String seen)
      throws Exception {
    JsonTree written = written(model, HELLO, sent);

    Map<String, Json> config = new LinkedHashMap<>(written.object("generationConfig").members());
    assertThat(config.remove("maxOutputTokens")).isEqualTo(Json.Num.of(10_000));
    assertThat(new Json.Obj(config)).isEqualTo(json("{" + (seen == null ? "" : seen) + "}"));
    assertThat(written.object().members()).containsOnlyKeys("contents", "generationConfig");
    assertThat(written.find("contents"))
        .isEqualTo(json("[{'role':'user','parts':[{'text':'Hello!'}]}]"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'tool_choice':'auto'                                      | {'mode':'AUTO'}
          'tool_choice':'required'                                  | {'mode':'ANY'}
          'tool_choice':'none'                                      | {'mode':'NONE'}
          'tool_choice':{'type':'function','function':{'name':'f'}} | {'mode':'ANY','allowedFunctionNames':['f']}
          'parallel_tool_calls':false                               |
          """)
  void choiceOfAToolIsTranslated(String sent, @Nullable String seen) throws Exception {
    String schema = "{'z':{},'type':'object','a':1.50,'$ref':'#'}";
    String tools =
        "'tools':[{'type':'function','function':{'name':'f','description':'d','parameters':"
            + schema
            + "}},{'type':'function','function':{'name':'g'}}]";

    JsonTree written = written(OLD, HELLO, tools + "," + sent);

    assertThat(written.find("toolConfig", "functionCallingConfig"))
        .isEqualTo(seen == null ? null : json(seen));
    assertThat(written.find("tools"))
        .isEqualTo(
            json(
                "[{'functionDeclarations':[{'name':'f','description':'d','parametersJsonSchema':"
                    + schema
                    + "},{'name':'g'}]}]"));
  }

  @Test
  void instructionsGoApartAndContentsAlternate() throws Exception {
    JsonTree written =
        written(
            OLD,
            "{'role':'system','content':'S'},{'role':'user','content':[{'type':'text','text':'A'},"
                + "{'type':'text','text':''}]},{'role':'developer','content':'D'},"
                + "{'role':'user','content':'B'},{'role':'assistant','content':'C'}",
            "");

    assertThat(written.find("systemInstruction"))
        .isEqualTo(json("{'parts':[{'text':'S'},{'text':'D'}]}"));
    assertThat(written.find("contents"))
        .isEqualTo(
            json(
                "[{'role':'user','parts':[{'text':'A'},{'text':'B'}]},"
                    + "{'role':'model','parts':[{'text':'C'}]}]"));
  }

  @Test
  void instructionsAloneAreTheUsers() throws Exception {
    JsonTree written = written(OLD, "{'role':'system','content':'S'}", "");

    assertThat(written.find("systemInstruction")).isNull();
    assertThat(written.find("contents"))
        .isEqualTo(json("[{'role':'user','parts':[{'text':'S'}]}]"));
  }

  @Test
  void emptyContentsAreLeftOut() throws Exception {
    String messages = HELLO + ",{'role':'assistant','content':''},{'role':'user','content':''}";

    assertThat(written(OLD, messages, "").find("contents"))
        .isEqualTo(json("[{'role':'user','parts':[{'text':'Hello!'}]}]"));
  }

  @Test
  void resultsOfParallelToolsAreOneContentInTheirOrder() throws Exception {
    JsonTree written =
        written(
            OLD,
            HELLO
                + ","
                + CALLS.replace("DETAILS", "")
                + ",{'role':'tool','tool_call_id':'b','content':'B'},"
                + "{'role':'tool','tool_call_id':'a','content':'{\\'t\\':15}'},"
                + "{'role':'user','content':'Go on'}",
            "");

    assertThat(List.<Json>of(written.object("contents", "1"), written.object("contents", "2")))
        .containsExactly(
            json(
                "{'role':'model','parts':[{'text':'C'},"
                    + "{'functionCall':{'id':'a','name':'f','args':{}}},"
                    + "{'functionCall':{'id':'b','name':'g','args':{'x':1.50}}}]}"),
            json(
                "{'role':'user','parts':["
                    + "{'functionResponse':{'id':'b','name':'g','response':{'result':'B'}}},"
                    + "{'functionResponse':{'id':'a','name':'f','response':{'t':15}}},"
                    + "{'text':'Go on'}]}"));
  }

  @Test
  void signaturesGoBackToThePartsTheyCameWith() throws Exception {
    String details =
        ",'reasoning_details':[{'type':'reasoning.text','text':'Hm','format':'google-gemini-v1'},"
            + "{'type':'reasoning.encrypted','data':'S1','id':'a','format':'google-gemini-v1'},"
            + "{'type':'reasoning.encrypted','data':'S2','format':'google-gemini-v1'},"
            + "{'type':'reasoning.encrypted','data':'no','id':'b','format':'anthropic-claude-v1'},7]";

    for (String model : new String[] {OLD, NEW}) {
      assertThat(
              written(model, HELLO + "," + CALLS.replace("DETAILS", details), "")
                  .find("contents", "1", "parts"))
          .isEqualTo(
              json(
                  "[{'text':'C','thoughtSignature':'S2'},"
                      + "{'functionCall':{'id':'a','name':'f','args':{}},'thoughtSignature':'S1'},"
                      + "{'functionCall':{'id':'b','name':'g','args':{'x':1.50}}}]"));
    }
  }

  @Test
  void firstCallWithoutASignatureSaysSoToTheModelsThatWantOne() throws Exception {
    String calls = HELLO + "," + CALLS.replace("DETAILS", "");

    assertThat(written(NEW, calls, "").find("contents", "1", "parts", "1", "thoughtSignature"))
        .isEqualTo(new Json.Str("skip_thought_signature_validator"));
    assertThat(written(NEW, calls, "").find("contents", "1", "parts", "2", "thoughtSignature"))
        .isNull();
    assertThat(written(OLD, calls, "").find("contents", "1", "parts", "1", "thoughtSignature"))
        .isNull();
  }

  @Test
  void modelIsPartOfThePathAndCannotLeaveIt() {
    GeminiCodec plain = new GeminiCodec(URI.create("https://generativelanguage.googleapis.com"));
    GeminiCodec versioned = new GeminiCodec(URI.create("https://host/v1beta"));

    assertThat(plain.path(ChatRequests.read("{'messages':[" + HELLO + "]}", "gemini-3", 1)))
        .isEqualTo("/v1beta/models/gemini-3:generateContent");
    assertThat(
            versioned.path(
                ChatRequests.read("{'messages':[" + HELLO + "],'stream':true}", "a/../b?c", 1)))
        .isEqualTo("/models/a%2F..%2Fb%3Fc:streamGenerateContent?alt=sse");
  }
}
