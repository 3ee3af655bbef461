package dev.tollgate.chat;

import java.nio.charset.StandardCharsets;

/** Requests for tests of other packages, read from JSON as a caller's are. */
public final class SampleRequests {

  private SampleRequests() {}

  /** A question in one message, to be answered whole. */
  public static ChatRequest whole() {
    return with("");
  }

  /** The same, to be answered as a stream. */
  public static ChatRequest streamed() {
    return with("'stream':true");
  }

  /** The same with those members, written with single quotes where JSON has double ones. */
  public static ChatRequest with(String members) {
    return read(
        "{'messages':[{'role':'user','content':'Is it far?'}]"
            + (members.isEmpty() ? "" : "," + members)
            + "}");
  }

  /** A whole body, written with single quotes where JSON has double ones. */
  public static ChatRequest read(String body) {
    return ChatJson.readRequest(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
