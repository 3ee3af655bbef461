package dev.tollgate.chat;

import static dev.tollgate.chat.Requests.assertRefused;
import static dev.tollgate.chat.Requests.readMessages;
import static dev.tollgate.chat.Requests.refusal;
import static dev.tollgate.chat.Requests.refusalOfMessages;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.json.JsonText;
import dev.tollgate.refusal.RefusalKind;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway") // javac 17 loses @Nullable on a nested type in a compact constructor.
class ChatJsonMessagesTest {

  private static final String CALL =
      "{'role':'assistant','content':null,'tool_calls':[{'id':'call_1','type':'function',"
          + "'function':{'name':'f','arguments':'{'}}]}";

  @Test
  void everyRoleIsRead() {
    List<Message> messages =
        readMessages(
                "{'role':'system','content':'S','name':'x','cache_control':{}}",
                "{'role':'developer','content':[{'type':'text','text':'D','cache_control':{}}]}",
                "{'role':'user','content':''}",
                CALL,
                "{'role':'tool','tool_call_id':'call_1','content':''}",
                "{'role':'assistant','content':'A'}")
            .messages();
    assertThat(messages)
        .containsExactly(
            new Message.Instructions(new Content.Text("S")),
            new Message.Instructions(new Content.Parts(List.of("D"))),
            new Message.User(new Content.Text("")),
            new Message.Assistant(null, List.of(new ToolCall("call_1", "f", "{")), null, null),
            new Message.ToolResult("call_1", new Content.Text("")),
            new Message.Assistant(new Content.Text("A"), List.of(), null, null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"'content':null,", "", "'content':'',", "'content':'T',"})
  void contentMayBeMissingBesideToolCalls(String content) {
    String call = CALL.replace("'content':null,", content);
    assertThat(readMessages(call).messages()).hasSize(1);
  }

  @Test
  void nullsThatClientsSendBackAreAccepted() {
    String message =
        "{'role':'assistant','content':'A','tool_calls':null,'refusal':null,'audio':null,"
            + "'reasoning':null,'reasoning_content':null,'reasoning_details':null,"
            + "'function_call':null,'annotations':[],'name':null,'tool_call_id':null}";
    assertThat(readMessages(message).messages())
        .containsExactly(new Message.Assistant(new Content.Text("A"), List.of(), null, null));
    assertThat(
            readMessages("{'role':'user','content':'U','tool_calls':null,'reasoning':null}")
                .messages())
        .hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'reasoning':'R'                            | R
          'reasoning_content':'R'                    | R
          'reasoning':'R','reasoning_content':'C'    | R
          'reasoning':null,'reasoning_content':'C'   | C
          """)
  void reasoningIsReadUnderBothNames(String members, String expected) {
    Message message =
        readMessages("{'role':'assistant','content':'A'," + members + "}").messages().get(0);
    assertThat(((Message.Assistant) message).reasoning()).isEqualTo(expected);
  }

  @Test
  void reasoningDetailsAreCarriedVerbatim() {
    String details = "[{'type':'reasoning.text','text':'x','signature':null,'n':1.0}]";
    Message message =
        readMessages("{'role':'assistant','content':'A','reasoning_details':" + details + "}")
            .messages()
            .get(0);
    assertThat(
            JsonText.of(Objects.requireNonNull(((Message.Assistant) message).reasoningDetails()))
                .replace('"', '\''))
        .isEqualTo(details);
  }

  @Test
  void toolCallIdsAreOpaqueAndMayRepeat() {
    String call = CALL.replace("call_1", " \u00e9/1 ");
    String result = "{'role':'tool','tool_call_id':' \u00e9/1 ','content':'R'}";
    assertThat(readMessages(call, result, call, result, result).messages()).hasSize(5);
  }

  @Test
  void toolResultNeedsAnEarlierCall() {
    String result = "{'role':'tool','tool_call_id':'call_1','content':'R'}";
    assertRefused(
        refusalOfMessages(result, CALL), RefusalKind.INVALID_REQUEST, "messages[0].tool_call_id");
    assertRefused(
        refusalOfMessages(CALL, result.replace("call_1", "call_2")),
        RefusalKind.INVALID_REQUEST,
        "messages[1].tool_call_id");
  }

  @Test
  void otherModalitiesAreToldBeforeAnyOtherFault() {
    String image = "'content':[{'type':'nothing'},{'type':'image_url'}]";
    String path = "messages[1].content[1].type";
    assertRefused(
        refusalOfMessages("{'role':'king'}", "{'role':'tool','tool_call_id':'none'," + image + "}"),
        RefusalKind.UNSUPPORTED_MODALITY,
        path);
    assertRefused(
        refusalOfMessages("{'role':'tool','tool_call_id':5}", "{" + image + "}"),
        RefusalKind.UNSUPPORTED_MODALITY,
        path);
  }

  @ParameterizedTest
  @ValueSource(strings = {"image_url", "input_audio", "file"})
  void otherModalitiesAreUnsupportedInEveryRole(String type) {
    String parts = "'content':[{'type':'text','text':'a'},{'type':'" + type + "','x':{}}]";
    for (String role : List.of("system", "developer", "user", "assistant")) {
      assertRefused(
          refusalOfMessages("{'role':'" + role + "'," + parts + "}"),
          RefusalKind.UNSUPPORTED_MODALITY,
          "messages[0].content[1].type");
    }
    assertRefused(
        refusalOfMessages(CALL, "{'role':'tool','tool_call_id':'call_1'," + parts + "}"),
        RefusalKind.UNSUPPORTED_MODALITY,
        "messages[1].content[1].type");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          messages[0]                 | 1
          messages[0]                 | null
          messages[0]                 | 'secret'
          messages[0]                 | []
          messages[0].role            | {}
          messages[0].role            | {'role':null,'content':'secret'}
          messages[0].role            | {'role':1,'content':'secret'}
          messages[0].role            | {'role':'function','content':'secret'}
          messages[0].role            | {'role':'User','content':'secret'}
          messages[0].role            | {'role':'','content':'secret'}
          messages[0].content         | {'role':'user'}
          messages[0].content         | {'role':'user','content':null}
          messages[0].content         | {'role':'system','content':null}
          messages[0].content         | {'role':'user','content':1}
          messages[0].content         | {'role':'user','content':true}
          messages[0].content         | {'role':'user','content':{}}
          messages[0].content         | {'role':'user','content':{'type':'text','text':'secret'}}
          messages[0].content         | {'role':'user','content':[]}
          messages[0].content[0]      | {'role':'user','content':['secret']}
          messages[0].content[0].type | {'role':'user','content':[{}]}
          messages[0].content[0].type | {'role':'user','content':[{'type':'video'}]}
          messages[0].content[0].type | {'role':'assistant','content':[{'type':'refusal','refusal':'x'}]}
          messages[0].content[0].text | {'role':'user','content':[{'type':'text'}]}
          messages[0].content[0].text | {'role':'user','content':[{'type':'text','text':null}]}
          messages[0].content[0].text | {'role':'user','content':[{'type':'text','text':1}]}
          messages[0].content         | {'role':'assistant'}
          messages[0].content         | {'role':'assistant','content':null}
          messages[0].content         | {'role':'assistant','content':null,'tool_calls':null}
          messages[0].content         | {'role':'assistant','content':null,'tool_calls':[]}
          messages[0].tool_calls      | {'role':'assistant','content':'a','tool_calls':{}}
          messages[0].tool_calls[0]   | {'role':'assistant','content':'a','tool_calls':[1]}
          messages[0].tool_calls[0].id | {'role':'assistant','tool_calls':[{}]}
          messages[0].tool_calls[0].id | {'role':'assistant','tool_calls':[{'id':1,'function':{'name':'f','arguments':''}}]}
          messages[0].tool_calls[0].type | {'role':'assistant','tool_calls':[{'id':'a','type':'custom','custom':{}}]}
          messages[0].tool_calls[0].function | {'role':'assistant','tool_calls':[{'id':'a'}]}
          messages[0].tool_calls[0].function.name | {'role':'assistant','tool_calls':[{'id':'a','function':{'arguments':''}}]}
          messages[0].tool_calls[0].function.name | {'role':'assistant','tool_calls':[{'id':'a','function':{'name':'','arguments':''}}]}
          messages[0].tool_calls[0].function.arguments | {'role':'assistant','tool_calls':[{'id':'a','function':{'name':'f'}}]}
          messages[0].tool_calls[0].function.arguments | {'role':'assistant','tool_calls':[{'id':'a','function':{'name':'f','arguments':{}}}]}
          messages[0].reasoning       | {'role':'assistant','content':'a','reasoning':{}}
          messages[0].reasoning_content | {'role':'assistant','content':'a','reasoning_content':1}
          messages[0].reasoning_details | {'role':'assistant','content':'a','reasoning_details':'secret'}
          messages[0].tool_call_id    | {'role':'tool','content':'a'}
          messages[0].tool_call_id    | {'role':'tool','content':'a','tool_call_id':null}
          messages[0].tool_call_id    | {'role':'tool','content':'a','tool_call_id':1}
          """)
  void whatIsWrongInAMessageIsNamedByItsPath(String param, String message) {
    assertRefused(refusalOfMessages(message), RefusalKind.INVALID_REQUEST, param);
  }

  @Test
  void toolResultNeedsContent() {
    assertRefused(
        refusalOfMessages(CALL, "{'role':'tool','tool_call_id':'call_1','content':null}"),
        RefusalKind.INVALID_REQUEST,
        "messages[1].content");
  }

  @Test
  void audioInAnAssistantMessageIsUnsupported() {
    assertRefused(
        refusalOfMessages("{'role':'assistant','content':'a','audio':{'id':'audio_1'}}"),
        RefusalKind.UNSUPPORTED_MODALITY,
        "messages[0].audio");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "{'messages':null}", "{'messages':[]}", "{'messages':{}}", "{'messages':1}"})
  void messagesMustBeANonEmptyArray(String body) {
    assertRefused(refusal(body), RefusalKind.INVALID_REQUEST, "messages");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "'x'", "1", "null", "{", "{} {}", "{'a':1,'a':2}", "{'a':NaN}"})
  void bodyMustBeOneJsonObject(String body) {
    assertThat(refusal(body).kind()).isEqualTo(RefusalKind.INVALID_REQUEST);
    assertThat(refusal(body).param()).isEmpty();
    assertThat(refusal(body).reason()).startsWith("The request body must be one JSON object; ");
  }

  @Test
  void requestKnowsTheSizeOfItsBody() {
    String body = "{\"messages\":[{\"role\":\"user\",\"content\":\"\u00e9\"}]}";
    assertThat(ChatJson.readRequest(body.getBytes(UTF_8)).bodyBytes())
        .isEqualTo(body.length() + 1L);
  }
}
