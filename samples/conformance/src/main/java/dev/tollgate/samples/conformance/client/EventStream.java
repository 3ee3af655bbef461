package dev.tollgate.samples.conformance.client;

import java.util.ArrayList;
import java.util.List;

/**
 * Server-sent events in the narrow form of the contract: each event is one line {@code data: …},
 * before an error one of {@code event: error}, and a blank line; comments stand alone.
 */
public record EventStream(List<Event> events, List<String> comments) {

  /** What ends every stream. */
  public static final String DONE = "[DONE]";

  public EventStream {
    events = List.copyOf(events);
    comments = List.copyOf(comments);
  }

  /**
   * One event.
   *
   * @param name empty for one without a name
   */
  public record Event(String name, String data) {}

  static EventStream read(String body) {
    Mismatch.unless(body.endsWith("\n\n"), "the stream does not end with a blank line");
    Mismatch.unless(body.indexOf('\r') < 0, "the stream has carriage returns");
    List<Event> events = new ArrayList<>();
    List<String> comments = new ArrayList<>();
    for (String block : body.substring(0, body.length() - 2).split("\n\n", -1)) {
      if (block.startsWith(": ")) {
        comments.add(block.substring(2));
      } else {
        events.add(event(block));
      }
    }
    return new EventStream(events, comments);
  }

  private static Event event(String block) {
    String name = "";
    String rest = block;
    if (block.startsWith("event: ")) {
      int end = block.indexOf('\n');
      Mismatch.unless(end > 0, "an event without data");
      name = block.substring("event: ".length(), end);
      rest = block.substring(end + 1);
    }
    Mismatch.unless(
        rest.startsWith("data: ") && rest.indexOf('\n') < 0,
        "an event that is not one line 'data: …': " + block);
    return new Event(name, rest.substring("data: ".length()));
  }

  /** The chunks before {@code [DONE]}, which must be the last event and the only one. */
  public List<JsonValue> chunks() {
    int last = events.size() - 1;
    Mismatch.unless(last >= 0 && events.get(last).data().equals(DONE), "the end is not [DONE]");
    List<JsonValue> chunks = new ArrayList<>();
    for (Event event : events.subList(0, last)) {
      Mismatch.unless(event.name().isEmpty(), "an event of name " + event.name());
      chunks.add(JsonValue.read(event.data()));
    }
    return chunks;
  }
}
