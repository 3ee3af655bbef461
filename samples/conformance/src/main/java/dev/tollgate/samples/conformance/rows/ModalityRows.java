package dev.tollgate.samples.conformance.rows;

import static dev.tollgate.samples.conformance.rows.Documents.MESSAGES;
import static dev.tollgate.samples.conformance.rows.Documents.REFERENCE;

import dev.tollgate.samples.conformance.client.Ask;
import java.util.List;

/** Parts that are no text, in every role. */
final class ModalityRows {

  private static final String IMAGE =
      "{'type':'image_url','image_url':{'url':'data:image/png;base64,AAAA'}}";
  private static final String AUDIO =
      "{'type':'input_audio','input_audio':{'data':'AAAA','format':'wav'}}";
  private static final String FILE = "{'type':'file','file':{'file_id':'file-1'}}";
  private static final String TEXT = "{'type':'text','text':'x'}";
  private static final String USER = "{'role':'user','content':'Say hi.'}";

  private ModalityRows() {}

  static List<Row> rows() {
    Topic topic =
        new Topic("modality")
            .from(REFERENCE, "Image URLs and audio inputs return \"unsupported_modality\"");
    refuses(topic, "an image alone", user(IMAGE));
    refuses(topic, "audio alone", user(AUDIO));
    topic.from(MESSAGES, "image_url, input_audio (D also file) anywhere ⇒ unsupported_modality");
    refuses(topic, "a file alone", user(FILE));
    refuses(topic, "an image without a member", user("{'type':'image_url'}"));
    refuses(topic, "audio of null", user("{'type':'input_audio','input_audio':null}"));
    refuses(topic, "a file and text", user("{'type':'file','text':'x'}"));
    for (String part : List.of(IMAGE, AUDIO, FILE)) {
      String what = part.substring(9, part.indexOf('\'', 9));
      for (String role : List.of("system", "developer", "user", "assistant")) {
        refuses(topic, what + " of " + role, USER, message(role, TEXT + "," + part));
      }
      refuses(
          topic,
          what + " of tool",
          USER,
          ToolMessageRows.CALL,
          "{'role':'tool','tool_call_id':'call_1','content':[" + part + "]}");
      refuses(topic, what + " first of three", user(part + "," + TEXT + "," + TEXT));
      refuses(topic, what + " in the last message", USER, USER, user(TEXT + "," + part));
    }
    return topic.rows();
  }

  private static String user(String parts) {
    return message("user", parts);
  }

  private static String message(String role, String parts) {
    return "{'role':'" + role + "','content':[" + parts + "]}";
  }

  private static void refuses(Topic topic, String what, String... messages) {
    topic.row(
        what + " is refused",
        Ask.messages(messages),
        Expected.refused("unsupported_modality", "messages"));
  }
}
