package dev.tollgate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What comes of a stream that broke: a chunk that says so, the error, and the end. */
final class BrokenEnd {

  private static final String DATA = "data: ";
  private static final String DONE = DATA + "[DONE]";

  private BrokenEnd() {}

  /** Reads a caller's stream to its end, and checks that it ends with that error. */
  static void check(RawCaller caller, String code) throws IOException {
    List<String> events = new ArrayList<>();
    while (!events.contains(DONE)) {
      String line = caller.line();
      if (line.startsWith("data:") || line.startsWith("event:")) {
        events.add(line);
      }
    }
    assertThat(events).hasSize(4);
    Answer finish = data(events.get(0));
    assertThat(finish.text("choices.0.finish_reason")).isEqualTo("error");
    assertThat(finish.has("error")).isFalse();
    assertThat(events.get(1)).isEqualTo("event: error");
    Answer error = data(events.get(2));
    assertThat(error.text("error.type")).isEqualTo("api_error");
    assertThat(error.text("error.code")).isEqualTo(code);
    assertThat(error.has("choices")).isFalse();
    assertThat(events.get(3)).isEqualTo(DONE);
    assertThat(events.toString()).doesNotContain("canary").doesNotContain("\"stop\"");
  }

  private static Answer data(String line) {
    assertThat(line).startsWith(DATA);
    return Answer.of(line.substring(DATA.length()));
  }
}
