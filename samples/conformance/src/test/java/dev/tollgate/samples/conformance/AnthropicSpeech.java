package dev.tollgate.samples.conformance;

import dev.tollgate.samples.conformance.client.JsonValue;
import java.util.ArrayList;
import java.util.List;

/** Anthropic's Messages API, with pings between the events and parallel calls. */
final class AnthropicSpeech implements Speech {

  private static final String THOUGHT = "{'type':'thinking','thinking':'Hm.','signature':'s'}";

  @Override
  public Wish wish(String path, JsonValue asked) {
    String choice = asked.has("tool_choice") ? asked.text("tool_choice.type") : "auto";
    String thinking = asked.has("thinking") ? asked.text("thinking.type") : "disabled";
    return new Wish(
        asked.has("stream"),
        choice.equals("any") || choice.equals("tool"),
        !thinking.equals("disabled"),
        Wish.isShort(asked.integer("max_tokens")),
        asked.has("output_config.format") || isToldToWriteJson(asked));
  }

  /** The API has no other way to ask for any JSON object. */
  private static boolean isToldToWriteJson(JsonValue asked) {
    return asked.has("system")
        && asked.items("system").stream()
            .anyMatch(block -> block.text("text").contains("single JSON object"));
  }

  private static String reason(Wish wish) {
    return wish.isShort() ? "max_tokens" : wish.mustCall() ? "tool_use" : "end_turn";
  }

  private static String call(String id, String input) {
    return "{'type':'tool_use','id':'" + id + "','name':'get_weather','input':" + input + "}";
  }

  @Override
  public String whole(Wish wish) {
    List<String> blocks = new ArrayList<>();
    if (wish.thinks()) {
      blocks.add(THOUGHT);
    }
    blocks.add(
        wish.mustCall()
            ? call("toolu_1", "{'city':'Paris'}")
            : "{'type':'text','text':'" + wish.text() + "'}");
    return quoted(
        "{'id':'msg_upstream','type':'message','role':'assistant','model':'provider-b-0613',"
            + "'content':["
            + String.join(",", blocks)
            + "],'stop_reason':'"
            + reason(wish)
            + "','stop_sequence':null,'usage':{'input_tokens':"
            + Wish.PROMPT_TOKENS
            + ",'cache_read_input_tokens':0,'output_tokens':"
            + wish.completionTokens()
            + "}}");
  }

  @Override
  public String stream(Wish wish) {
    StringBuilder events =
        new StringBuilder(
            event(
                "message_start",
                "'message':{'id':'msg_upstream','content':[],'usage':{'input_tokens':"
                    + Wish.PROMPT_TOKENS
                    + ",'output_tokens':1}}"));
    int index = 0;
    if (wish.thinks()) {
      block(
          events,
          index++,
          "{'type':'thinking','thinking':'','signature':''}",
          "{'type':'thinking_delta','thinking':'Hm.'}",
          "{'type':'signature_delta','signature':'s'}");
    }
    if (wish.mustCall()) {
      block(
          events,
          index++,
          call("toolu_1", "{}"),
          "{'type':'input_json_delta','partial_json':'{\\'city\\':'}",
          "{'type':'input_json_delta','partial_json':'\\'Paris\\'}'}");
      block(events, index, call("toolu_2", "{}"));
    } else {
      block(
          events,
          index,
          "{'type':'text','text':''}",
          "{'type':'text_delta','text':'" + wish.text() + "'}");
    }
    events.append(
        event(
            "message_delta",
            "'delta':{'stop_reason':'"
                + reason(wish)
                + "'},'usage':{'output_tokens':"
                + wish.completionTokens()
                + "}"));
    return quoted(events + event("message_stop", "'x':0"));
  }

  private static void block(StringBuilder events, int index, String start, String... deltas) {
    String at = "'index':" + index + ",";
    events.append(event("content_block_start", at + "'content_block':" + start));
    events.append(event("ping", "'x':0"));
    for (String delta : deltas) {
      events.append(event("content_block_delta", at + "'delta':" + delta));
    }
    events.append(event("content_block_stop", "'index':" + index));
  }

  private static String event(String type, String members) {
    return "event: " + type + "\ndata: {'type':'" + type + "'," + members + "}\n\n";
  }

  private static String quoted(String text) {
    return text.replace("\\'", "\\\"").replace('\'', '"');
  }
}
