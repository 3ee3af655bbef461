package dev.tollgate.chat;

import static dev.tollgate.chat.Requests.assertRefused;
import static dev.tollgate.chat.Requests.readWith;
import static dev.tollgate.chat.Requests.refusalWith;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.json.JsonText;
import dev.tollgate.refusal.RefusalKind;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tools, response format, reasoning and metadata. */
class ChatJsonObjectsTest {

  private static final String TOOL =
      "'tools':[{'type':'function','x':1.0,'function':{'name':'get_weather','description':'d',"
          + "'parameters':{'type':'object','properties':{}},'strict':true}}]";

  @Test
  void toolsAreCarriedVerbatim() {
    Tooling tooling = readWith(TOOL + ",'parallel_tool_calls':false").tooling();
    assertThat(tooling.tools()).hasSize(1);
    assertThat(tooling.tools().get(0).name()).isEqualTo("get_weather");
    assertThat(JsonText.of(tooling.tools().get(0).json()).replace('"', '\''))
        .isEqualTo(TOOL.substring("'tools':[".length(), TOOL.length() - 1));
    assertThat(tooling.parallelCalls()).isFalse();
    assertThat(tooling.choice()).isNull();
  }

  @Test
  void choicesAreRead() {
    assertThat(readWith(TOOL + ",'tool_choice':'auto'").tooling().choice())
        .isEqualTo(Tooling.Mode.AUTO);
    assertThat(readWith(TOOL + ",'tool_choice':'none'").tooling().choice())
        .isEqualTo(Tooling.Mode.NONE);
    assertThat(readWith(TOOL + ",'tool_choice':'required'").tooling().choice())
        .isEqualTo(Tooling.Mode.REQUIRED);
    String named = ",'tool_choice':{'type':'function','function':{'name':'get_weather'}}";
    assertThat(readWith(TOOL + named).tooling().choice())
        .isEqualTo(new Tooling.Named("get_weather"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'tools':[]",
        "'tools':null",
        "'tools':[],'tool_choice':'auto'",
        "'tool_choice':'none'",
        "'tools':[],'parallel_tool_calls':true"
      })
  void withoutToolsThereIsNoTooling(String members) {
    assertThat(readWith(members).tooling()).isEqualTo(Tooling.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          tools[0]                            | 'tools':[1]
          tools[0]                            | 'tools':[null]
          tools[0].type                       | 'tools':[{}]
          tools[0].type                       | 'tools':[{'type':'custom','function':{'name':'a'}}]
          tools[0].type                       | 'tools':[{'type':1,'function':{'name':'a'}}]
          tools[0].type                       | 'tools':[{'type':null,'function':{'name':'a'}}]
          tools[0].function                   | 'tools':[{'type':'function'}]
          tools[0].function                   | 'tools':[{'type':'function','function':null}]
          tools[0].function                   | 'tools':[{'type':'function','function':'a'}]
          tools[0].function.name              | 'tools':[{'type':'function','function':{}}]
          tools[0].function.name              | 'tools':[{'type':'function','function':{'name':''}}]
          tools[0].function.name              | 'tools':[{'type':'function','function':{'name':'a b'}}]
          tools[0].function.name              | 'tools':[{'type':'function','function':{'name':'é'}}]
          tools[0].function.name              | 'tools':[{'type':'function','function':{'name':5}}]
          tools[0].function.parameters        | 'tools':[{'type':'function','function':{'name':'a','parameters':[]}}]
          tools[0].function.parameters        | 'tools':[{'type':'function','function':{'name':'a','parameters':'{}'}}]
          tools[0].function.description       | 'tools':[{'type':'function','function':{'name':'a','description':1}}]
          tools[0].function.strict            | 'tools':[{'type':'function','function':{'name':'a','strict':'yes'}}]
          tools[1].type                       | 'tools':[{'type':'function','function':{'name':'a'}},{}]
          tool_choice                         | 'tools':[],'tool_choice':'required'
          tool_choice.function.name           | 'tool_choice':{'type':'function','function':{'name':'a'}}
          tool_choice.function.name           | 'tools':[{'type':'function','function':{'name':'a'}}],'tool_choice':{'type':'function','function':{'name':'b'}}
          tool_choice.type                    | 'tool_choice':{'type':'allowed_tools'}
          tool_choice.type                    | 'tool_choice':{}
          tool_choice.function                | 'tool_choice':{'type':'function','name':'a'}
          response_format.type                | 'response_format':{}
          response_format.type                | 'response_format':{'type':'xml'}
          response_format.type                | 'response_format':{'type':null}
          response_format.json_schema         | 'response_format':{'type':'json_schema'}
          response_format.json_schema         | 'response_format':{'type':'json_schema','json_schema':[]}
          response_format.json_schema.name    | 'response_format':{'type':'json_schema','json_schema':{'schema':{}}}
          response_format.json_schema.name    | 'response_format':{'type':'json_schema','json_schema':{'name':'','schema':{}}}
          response_format.json_schema.schema  | 'response_format':{'type':'json_schema','json_schema':{'name':'a'}}
          response_format.json_schema.schema  | 'response_format':{'type':'json_schema','json_schema':{'name':'a','schema':[]}}
          response_format.json_schema.strict  | 'response_format':{'type':'json_schema','json_schema':{'name':'a','schema':{},'strict':1}}
          reasoning.effort                    | 'reasoning':{'effort':'max'}
          reasoning.effort                    | 'reasoning':{'effort':1}
          reasoning.max_tokens                | 'reasoning':{'max_tokens':0}
          reasoning.max_tokens                | 'reasoning':{'max_tokens':1.0}
          reasoning.max_tokens                | 'reasoning':{'max_tokens':'5'}
          reasoning.exclude                   | 'reasoning':{'exclude':'true'}
          reasoning_effort                    | 'reasoning':{'effort':'low'},'reasoning_effort':'max'
          metadata.a                          | 'metadata':{'a':1}
          metadata.a                          | 'metadata':{'a':null}
          metadata.a                          | 'metadata':{'a':{}}
          """)
  void whatIsWrongInsideAnObjectIsNamedByItsPath(String param, String members) {
    assertRefused(refusalWith(members), RefusalKind.INVALID_REQUEST, param);
  }

  @Test
  void functionNamesHaveAtMostSixtyFourCharacters() {
    String tool = "'tools':[{'type':'function','function':{'name':'%s'}}]";
    assertThat(readWith(tool.formatted("aZ0_-".repeat(12) + "abcd")).tooling().tools()).hasSize(1);
    assertRefused(
        refusalWith(tool.formatted("a".repeat(65))),
        RefusalKind.INVALID_REQUEST,
        "tools[0].function.name");
  }

  @Test
  void responseFormatIsCarriedVerbatim() {
    String schema = "{'type':'json_schema','json_schema':{'name':'a','schema':{'b':1.0},'c':null}}";
    ResponseFormat format =
        Objects.requireNonNull(readWith("'response_format':" + schema).responseFormat());
    assertThat(format.kind()).isEqualTo(ResponseFormat.Kind.JSON_SCHEMA);
    assertThat(JsonText.of(format.json()).replace('"', '\'')).isEqualTo(schema);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "-",
      textBlock =
          """
          'reasoning_effort':'high'                                      | HIGH    | -    | false
          'reasoning':null,'reasoning_effort':'xhigh'                    | XHIGH   | -    | false
          'reasoning':{'effort':'low'},'reasoning_effort':'high'         | LOW     | -    | false
          'reasoning':{'max_tokens':100},'reasoning_effort':'high'       | -       | 100  | false
          'reasoning':{'exclude':true},'reasoning_effort':'minimal'      | MINIMAL | -    | true
          'reasoning':{'effort':'none','max_tokens':1,'exclude':false}   | NONE    | 1    | false
          'reasoning':{'effort':null,'max_tokens':null,'exclude':null}   | -       | -    | false
          'reasoning':{'enabled':true}                                   | -       | -    | false
          """)
  void reasoningObjectWinsOverTheShorthand(
      String members, Reasoning.Effort effort, Long maxTokens, boolean exclude) {
    assertThat(readWith(members).reasoning()).isEqualTo(new Reasoning(effort, maxTokens, exclude));
  }

  @Test
  void metadataIsMeasuredInCodePoints() {
    String key = "\ud83d\ude00".repeat(64);
    String value = "\ud83d\ude00".repeat(512);
    assertThat(readWith("'metadata':{'" + key + "':'" + value + "'}").metadata())
        .containsEntry(key, value);
    assertRefused(
        refusalWith("'metadata':{'" + key + "x':''}"), RefusalKind.INVALID_REQUEST, "metadata");
    assertRefused(
        refusalWith("'metadata':{'a':'" + value + "x'}"),
        RefusalKind.INVALID_REQUEST,
        "metadata.a");
  }

  @Test
  void metadataHasAtMostSixteenPairs() {
    assertThat(readWith("'metadata':{" + pairs(16) + "}").metadata()).hasSize(16);
    assertRefused(
        refusalWith("'metadata':{" + pairs(17) + "}"), RefusalKind.INVALID_REQUEST, "metadata");
  }

  @Test
  void callNameLabelsTheRequest() {
    String longest = "\ud83d\ude00".repeat(64);
    assertThat(readWith("'metadata':{'call_name':'" + longest + "'}").callName()).contains(longest);
    assertThat(readWith("'metadata':{'call_name':' a '}").callName()).contains(" a ");
    assertThat(readWith("'metadata':{'a':'b'}").callName()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "''",
        "' '",
        "'\\t\\n'",
        "'\\u00a0'",
        "'\\u3000 \\u2003'",
        "'\\u200b'",
        "'\\ufeff'",
        "'\\u0085'",
        "1",
        "null",
        "{}"
      })
  void callNameThatIsBlankOrNoStringHasACodeOfItsOwn(String name) {
    assertRefused(
        refusalWith("'metadata':{'call_name':" + name + "}"),
        RefusalKind.INVALID_CALL_NAME,
        "metadata.call_name");
  }

  @Test
  void callNameIsCheckedBeforeEverythingElse() {
    String tooLong = "'call_name':'" + "a".repeat(600) + "'";
    assertRefused(
        refusalWith(
            "'metadata':{" + pairs(17) + ",'a':1," + tooLong + "},'audio':{},'model':1,'n':5"),
        RefusalKind.INVALID_CALL_NAME,
        "metadata.call_name");
  }

  private static String pairs(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "'k" + i + "':'v'")
        .collect(Collectors.joining(","));
  }
}
