package dev.tollgate.samples.conformance;

import dev.tollgate.samples.conformance.client.JsonValue;
import java.util.ArrayList;
import java.util.List;

/** Gemini's generateContent, with usage in every event and calls without ids. */
final class GeminiSpeech implements Speech {

  private static final String THOUGHT = "{'text':'Hm.','thought':true}";
  private static final String CALL =
      "{'functionCall':{'name':'get_weather','args':{'city':'Paris'}},'thoughtSignature':'s'}";
  private static final String ANOTHER_CALL = "{'functionCall':{'name':'get_weather'}}";

  @Override
  public Wish wish(String path, JsonValue asked) {
    String mode = "toolConfig.functionCallingConfig.mode";
    String thoughts = "generationConfig.thinkingConfig.includeThoughts";
    return new Wish(
        path.endsWith(":streamGenerateContent"),
        asked.has(mode) && asked.text(mode).equals("ANY"),
        asked.has(thoughts) && Boolean.TRUE.equals(asked.at(thoughts).value()),
        Wish.isShort(asked.integer("generationConfig.maxOutputTokens")),
        asked.has("generationConfig.responseMimeType"));
  }

  private static String answer(Wish wish, String parts, boolean last) {
    String end = last ? ",'finishReason':'" + (wish.isShort() ? "MAX_TOKENS" : "STOP") + "'" : "";
    int thoughts = wish.thinks() ? 1 : 0;
    return ("{'responseId':'r1','modelVersion':'provider-c-0613','candidates':[{'content':"
            + "{'role':'model','parts':["
            + parts
            + "]}"
            + end
            + ",'index':0}],'usageMetadata':{'promptTokenCount':"
            + Wish.PROMPT_TOKENS
            + ",'candidatesTokenCount':"
            + (wish.completionTokens() - thoughts)
            + ",'thoughtsTokenCount':"
            + thoughts
            + "}}")
        .replace('\'', '"');
  }

  @Override
  public String whole(Wish wish) {
    String said = wish.mustCall() ? CALL : "{'text':'" + wish.text() + "'}";
    return answer(wish, wish.thinks() ? THOUGHT + "," + said : said, true);
  }

  @Override
  public String stream(Wish wish) {
    List<String> events = new ArrayList<>();
    if (wish.thinks()) {
      events.add(answer(wish, THOUGHT, false));
    }
    if (wish.mustCall()) {
      events.add(answer(wish, CALL, false));
      events.add(answer(wish, ANOTHER_CALL, true));
    } else {
      events.add(answer(wish, "{'text':'" + wish.text() + "'}", false));
      events.add(answer(wish, "{'text':''}", true));
    }
    return "data: " + String.join("\r\n\r\ndata: ", events) + "\r\n\r\n";
  }
}
