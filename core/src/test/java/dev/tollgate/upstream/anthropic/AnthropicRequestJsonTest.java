package dev.tollgate.upstream.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.json.Json;
import dev.tollgate.json.JsonTree;
import dev.tollgate.json.StrictJson;
import dev.tollgate.upstream.ChatRequests;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes up of a caller's request. Single quotes stand for double ones. */
final class AnthropicRequestJsonTest {

  private static final String OLD = "claude-sonnet-4-5";
  private static final String NEW = "claude-opus-5";
  private static final String HELLO = "{'role':'user','content':'Hello!'}";
  private static final String TOOLS =
      "'tools':[{'type':'function','function':{'name':'f','parameters':{'type':'object'}}}]";
  private static final String CALLS =
      "{'role':'assistant','content':'','tool_calls':["
          + "{'id':'a','function':{'name':'f','arguments':'{}'}},"
          + "{'id':'b','function':{'name':'g','arguments':'{\\'x\\':1.50}'}}]}";

  private static Json json(String text) throws Exception {
    return StrictJson.read(text.replace("\\'", "\\\"").replace('\'', '"'));
  }

  private static Map<String, Json> written(String model, String messages, String members)
      throws Exception {
    String body =
        "{'messages':[" + messages + "]" + (members.isEmpty() ? "}" : "," + members + "}");
    byte[] up =
        AnthropicRequestJson.write(ChatRequests.read(body.replace("\\'", "\\\""), model, 10_000));
    Map<String, Json> written = new LinkedHashMap<>(((Json.Obj) StrictJson.read(up)).members());
    assertThat(written.remove("model")).isEqualTo(new Json.Str(model));
    assertThat(written.remove("max_tokens")).isEqualTo(Json.Num.of(10_000));
    return written;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          claude-sonnet-4-5 | 'temperature':0.70                             | 'temperature':0.70
          claude-sonnet-4-5 | 'temperature':1.5                              | 'temperature':1
          claude-sonnet-4-5 | 'top_p':0.9                                    | 'top_p':0.9
          claude-sonnet-4-5 | 'temperature':0.5,'top_p':0.9                  | 'temperature':0.5
          claude-opus-5     | 'temperature':0.5,'top_p':0.9                  |
          claude-sonnet-4-5 | 'presence_penalty':1,'frequency_penalty':1     |
          claude-sonnet-4-5 | 'stop':['a','b']                               | 'stop_sequences':['a','b']
          claude-sonnet-4-5 | 'metadata':{'call_name':'canary'},'user':'u'   |
          claude-sonnet-4-5 | 'stream':true                                  | 'stream':true
          claude-sonnet-4-5 | 'response_format':{'type':'text'}              |
          claude-sonnet-4-5 | 'reasoning_effort':'high'                      | 'thinking':{'type':'enabled','budget_tokens':8000}
          claude-sonnet-4-5 | 'reasoning_effort':'xhigh'                     | 'thinking':{'type':'enabled','budget_tokens':9500}
          claude-sonnet-4-5 | 'reasoning_effort':'medium'                    | 'thinking':{'type':'enabled','budget_tokens':5000}
          claude-sonnet-4-5 | 'reasoning_effort':'low'                       | 'thinking':{'type':'enabled','budget_tokens':2000}
          claude-sonnet-4-5 | 'reasoning_effort':'minimal'                   | 'thinking':{'type':'enabled','budget_tokens':1024}
          claude-sonnet-4-5 | 'reasoning_effort':'none'                      |
          claude-sonnet-4-5 | 'reasoning':{'max_tokens':2000}                | 'thinking':{'type':'enabled','budget_tokens':2000}
          claude-sonnet-4-5 | 'reasoning':{'max_tokens':1}                   | 'thinking':{'type':'enabled','budget_tokens':1024}
          claude-sonnet-4-5 | 'reasoning':{'max_tokens':20000}               | 'thinking':{'type':'enabled','budget_tokens':9999}
          claude-sonnet-4-5 | 'reasoning':{'exclude':true}                   |
          claude-sonnet-4-5 | 'reasoning_effort':'low','temperature':0.5     | 'thinking':{'type':'enabled','budget_tokens':2000}
          claude-sonnet-4-5 | 'reasoning_effort':'low','top_p':0.5           | 'thinking':{'type':'enabled','budget_tokens':2000}
          claude-sonnet-4-5 | 'reasoning_effort':'low','top_p':0.95          | 'top_p':0.95,'thinking':{'type':'enabled','budget_tokens':2000}
          claude-3-haiku-20240307 | 'reasoning_effort':'high'                |
          claude-3-7-sonnet-20250219 | 'reasoning_effort':'low'              | 'thinking':{'type':'enabled','budget_tokens':2000}
          claude-opus-4-20250514 | 'reasoning_effort':'low'                  | 'thinking':{'type':'enabled','budget_tokens':2000}
          other-model       | 'reasoning_effort':'low'                       | 'thinking':{'type':'enabled','budget_tokens':2000}
          claude-opus-4-7   | 'reasoning_effort':'xhigh'                     | 'thinking':{'type':'adaptive','display':'summarized'},'output_config':{'effort':'xhigh'}
          claude-opus-5     | 'reasoning_effort':'minimal'                   | 'thinking':{'type':'adaptive','display':'summarized'},'output_config':{'effort':'low'}
          claude-opus-5     | 'reasoning':{'effort':'high','exclude':true}   | 'thinking':{'type':'adaptive','display':'omitted'},'output_config':{'effort':'high'}
          claude-opus-5     | 'reasoning':{'max_tokens':5000}                | 'thinking':{'type':'adaptive','display':'summarized'},'output_config':{'effort':'medium'}
          claude-opus-5     | 'reasoning_effort':'none'                      | 'thinking':{'type':'disabled'}
          claude-mythos-preview | 'reasoning_effort':'none'                  | 'output_config':{'effort':'low'}
          """)
  void parametersGoUpAsTheModelTakesThem(String model, String sent, @Nullable String seen)
      throws Exception {
    Map<String, Json> written = written(model, HELLO, sent);

    assertThat(written.remove("messages"))
        .isEqualTo(json("[{'role':'user','content':[{'type':'text','text':'Hello!'}]}]"));
    assertThat(new Json.Obj(written)).isEqualTo(json("{" + (seen == null ? "" : seen) + "}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'tool_choice':'auto'                                      | {'type':'auto'}
          'tool_choice':'required'                                  | {'type':'any'}
          'tool_choice':'none'                                      | {'type':'none'}
          'tool_choice':{'type':'function','function':{'name':'f'}} | {'type':'tool','name':'f'}
          'parallel_tool_calls':false                               | {'type':'auto','disable_parallel_tool_use':true}
          'parallel_tool_calls':false,'tool_choice':'required'      | {'type':'any','disable_parallel_tool_use':true}
          'parallel_tool_calls':false,'tool_choice':'none'          | {'type':'none'}
          'parallel_tool_calls':true                                |
          """)
  void choiceOfAToolIsTranslated(String sent, @Nullable String seen) throws Exception {
    Map<String, Json> written = written(OLD, HELLO, TOOLS + "," + sent);

    assertThat(written.get("tool_choice")).isEqualTo(seen == null ? null : json(seen));
    assertThat(written.get("tools"))
        .isEqualTo(json("[{'name':'f','input_schema':{'type':'object'}}]"));
  }

  @Test
  void toolsGoUpWithTheirSchemasVerbatim() throws Exception {
    String schema = "{'z':{},'type':'object','a':1.50,'$ref':'#'}";
    String tools =
        "'tools':[{'type':'function','function':{'name':'f','description':'d','strict':true,"
            + "'parameters':"
            + schema
            + "}},{'type':'function','function':{'name':'g','strict':false,'parameters':"
            + "{'properties':{}}}},{'type':'function','function':{'name':'h'}}]";

    assertThat(written(OLD, HELLO, tools).get("tools"))
        .isEqualTo(
            json(
                "[{'name':'f','description':'d','input_schema':"
                    + schema
                    + ",'strict':true},{'name':'g','input_schema':{'properties':{},'type':'object'}}"
                    + ",{'name':'h','input_schema':{'type':'object'}}]"));
  }

  @Test
  void instructionsGoApartAndTurnsAlternate() throws Exception {
    Map<String, Json> written =
        written(
            OLD,
            "{'role':'system','content':'S'},{'role':'user','content':[{'type':'text','text':'A'},"
                + "{'type':'text','text':''}]},{'role':'developer','content':'D'},{'role':'user','content':'B'},"
                + "{'role':'assistant','content':'C'},{'role':'assistant','content':'E'}",
            "");

    assertThat(written.get("system"))
        .isEqualTo(json("[{'type':'text','text':'S'},{'type':'text','text':'D'}]"));
    assertThat(written.get("messages"))
        .isEqualTo(
            json(
                "[{'role':'user','content':[{'type':'text','text':'A'},{'type':'text','text':'B'}]},"
                    + "{'role':'assistant','content':[{'type':'text','text':'C'},"
                    + "{'type':'text','text':'E'}]}]"));
  }

  @Test
  void instructionsAloneAreTheUsersTurn() throws Exception {
    Map<String, Json> written = written(OLD, "{'role':'system','content':'S'}", "");

    assertThat(written).doesNotContainKey("system");
    assertThat(written.get("messages"))
        .isEqualTo(json("[{'role':'user','content':[{'type':'text','text':'S'}]}]"));
  }

  @Test
  void resultsOfParallelToolsAreOneTurnInTheirOrder() throws Exception {
    Map<String, Json> written =
        written(
            OLD,
            HELLO
                + ","
                + CALLS
                + ",{'role':'tool','tool_call_id':'b','content':'B'},"
                + "{'role':'tool','tool_call_id':'a','content':''},"
                + "{'role':'user','content':'Go on'}",
            "");

    JsonTree tree = new JsonTree(new Json.Obj(written));
    assertThat(List.<Json>of(tree.object("messages", "1"), tree.object("messages", "2")))
        .containsExactly(
            json(
                "{'role':'assistant','content':["
                    + "{'type':'tool_use','id':'a','name':'f','input':{}},"
                    + "{'type':'tool_use','id':'b','name':'g','input':{'x':1.50}}]}"),
            json(
                "{'role':'user','content':["
                    + "{'type':'tool_result','tool_use_id':'b','content':[{'type':'text','text':'B'}]},"
                    + "{'type':'tool_result','tool_use_id':'a','content':[]},"
                    + "{'type':'text','text':'Go on'}]}"));
  }

  @Test
  void idsThatTheApiWouldRefuseAreReplacedInCallAndResult() throws Exception {
    String call =
        "{'role':'assistant','content':null,'tool_calls':[{'id':'é','function':{'name':'f',"
            + "'arguments':'{broken'}}]},{'role':'tool','tool_call_id':'é','content':'R'}";

    String written = written(OLD, HELLO + "," + call + "," + call, "").toString();

    assertThat(written)
        .contains("id_c3a9]", "id_c3a9_2]", "INVALID_JSON=Str[value={broken]")
        .doesNotContain("é");
    assertThat(written.split("tool_use_id=Str\\[value=id_c3a9\\]", -1)).hasSize(2);
    assertThat(written.split("tool_use_id=Str\\[value=id_c3a9_2\\]", -1)).hasSize(2);
  }

  @Test
  void thoughtsGoBackUnchangedWhetherWholeOrInPieces() throws Exception {
    String[] forms = {
      "[{'type':'reasoning.text','text':'Hm, so','signature':'sig','format':'anthropic-claude-v1',"
          + "'index':0},{'type':'reasoning.encrypted','data':'xyz','index':1}]",
      "[{'type':'reasoning.text','text':'Hm','index':0},{'type':'reasoning.text','text':', so',"
          + "'index':0},{'type':'reasoning.text','signature':'sig','index':0},"
          + "{'type':'reasoning.encrypted','data':'xyz','format':'anthropic-claude-v1','index':1}]",
      "[{'type':'reasoning.text','text':'other','format':'google-gemini-v1','signature':'x'},"
          + "{'type':'reasoning.text','text':'Hm, so','signature':'sig'},"
          + "{'type':'reasoning.summary','summary':'s'},{'type':'reasoning.encrypted','data':'xyz'},"
          + "{'type':'reasoning.text','text':'unsigned'},7]"
    };
    for (String form : forms) {
      String turn = "{'role':'assistant','content':'C','reasoning_details':" + form + "}";

      Map<String, Json> written = written(OLD, HELLO + "," + turn, "");
      assertThat(new JsonTree(new Json.Obj(written)).find("messages", "1"))
          .isEqualTo(
              json(
                  "{'role':'assistant','content':["
                      + "{'type':'thinking','thinking':'Hm, so','signature':'sig'},"
                      + "{'type':'redacted_thinking','data':'xyz'},"
                      + "{'type':'text','text':'C'}]}"));
    }
  }

  @Test
  void budgetIsLeftOutWhereItWouldBeRefused() throws Exception {
    String forced = TOOLS + ",'tool_choice':'required','reasoning_effort':'high'";
    String loop = HELLO + "," + CALLS + ",{'role':'tool','tool_call_id':'a','content':'R'}";

    assertThat(written(OLD, HELLO, forced)).doesNotContainKey("thinking");
    assertThat(written(NEW, HELLO, forced)).containsKey("thinking");
    assertThat(written(OLD, loop, "'reasoning_effort':'high'")).doesNotContainKey("thinking");
    assertThat(
            written(
                OLD,
                loop.replace(
                    "'content':'',",
                    "'content':'','reasoning_details':[{'type':'reasoning.text','text':'t',"
                        + "'signature':'s'}],"),
                "'reasoning_effort':'high'"))
        .containsKey("thinking");
  }

  @Test
  void schemasOfAnswersAreClosedAndElseVerbatim() throws Exception {
    String open =
        "{'$defs':{'d':{'properties':{}}},'type':'object','properties':{'type':{'type':'string',"
            + "'maxLength':1.50},'list':{'type':'array','items':{'type':'object'}},"
            + "'any':{'anyOf':[{'$ref':'#/$defs/d'},{'type':'object',"
            + "'additionalProperties':true}]}}}";
    String closed =
        "{'$defs':{'d':{'properties':{},'additionalProperties':false}},'type':'object',"
            + "'properties':{'type':{'type':'string','maxLength':1.50},'list':{'type':'array',"
            + "'items':{'type':'object','additionalProperties':false}},'any':{'anyOf':["
            + "{'$ref':'#/$defs/d'},{'type':'object','additionalProperties':true}]}},"
            + "'additionalProperties':false}";
    String format =
        "'response_format':{'type':'json_schema','json_schema':{'name':'n','schema':" + open + "}}";

    assertThat(written(OLD, HELLO, format).get("output_config"))
        .isEqualTo(json("{'format':{'type':'json_schema','schema':" + closed + "}}"));
  }

  @Test
  void turnsWithoutAVisibleCharacterAreLeftOut() throws Exception {
    String messages =
        HELLO
            + ",{'role':'assistant','content':''},{'role':'user','content':' \\n'},"
            + "{'role':'user','content':[{'type':'text','text':'\\t'}]}";

    assertThat(written(OLD, messages, "").get("messages"))
        .isEqualTo(json("[{'role':'user','content':[{'type':'text','text':'Hello!'}]}]"));
  }

  @Test
  void answerOfAnyJsonObjectIsAskedForInWords() throws Exception {
    Map<String, Json> written = written(OLD, HELLO, "'response_format':{'type':'json_object'}");

    assertThat(written.get("system")).asString().contains("single JSON object");
    assertThat(written).doesNotContainKey("output_config");
  }
}
