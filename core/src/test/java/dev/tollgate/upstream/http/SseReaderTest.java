package dev.tollgate.upstream.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SseReaderTest {

  private final List<String> events = new ArrayList<>();
  private final SseReader reader =
      new SseReader((type, data) -> events.add((type == null ? "" : type + "=") + data));

  private void feed(String text) throws MalformedStream {
    feed(text.getBytes(StandardCharsets.UTF_8));
  }

  private void feed(byte[] bytes) throws MalformedStream {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    reader.read(buffer);
    assertThat(buffer.hasRemaining()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void everyLineEndIsOne(String end) throws Exception {
    feed(
        "data: a|data:b||:comment||event: x|id: 7|data:  two spaces||data||data:||"
            .replace("|", end));

    assertThat(events).containsExactly("a\nb", "x= two spaces", "", "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void aStreamMayBeCutAtEveryByte(String end) throws Exception {
    String text = "\uFEFFdata: Grüße 🙂|data: zwei||event: error|data: {\"é\":1}||";
    byte[] bytes = text.replace("|", end).getBytes(StandardCharsets.UTF_8);

    for (int cut = 0; cut <= bytes.length; cut++) {
      List<String> heard = new ArrayList<>();
      SseReader cutReader = new SseReader((type, data) -> heard.add(type + "=" + data));
      cutReader.read(ByteBuffer.wrap(bytes, 0, cut));
      cutReader.read(ByteBuffer.wrap(bytes, cut, bytes.length - cut));
      assertThat(heard).containsExactly("null=Grüße 🙂\nzwei", "error={\"é\":1}");
    }
    List<String> single = new ArrayList<>();
    SseReader byteReader = new SseReader((type, data) -> single.add(type + "=" + data));
    for (byte b : bytes) {
      byteReader.read(ByteBuffer.allocateDirect(1).put(0, b));
    }
    assertThat(single).containsExactly("null=Grüße 🙂\nzwei", "error={\"é\":1}");
  }

  @Test
  void anEventWithoutItsBlankLineIsDropped() throws Exception {
    feed("data: whole\n\ndata: cut\n");

    assertThat(events).containsExactly("whole");
  }

  @Test
  void anEventOfOtherFieldsAloneIsNone() throws Exception {
    feed("event: ping\nid: 1\nretry: 5\ndatabase: x\n\n: hello\n\n\n\ndata: y\n\n");

    assertThat(events).containsExactly("y");
  }

  @Test
  void brokenUtf8IsRefusedAndAReplacementCharacterThatWasSentIsNot() throws Exception {
    feed("data: sent as \uFFFD\n\n");
    assertThat(events).containsExactly("sent as \uFFFD");

    byte[] broken = "data: xx\n\n".getBytes(StandardCharsets.UTF_8);
    broken[6] = (byte) 0xC3;
    assertThatThrownBy(() -> feed(broken))
        .isInstanceOf(MalformedStream.class)
        .hasMessageContaining("UTF-8");
  }

  @Test
  void aLineOfAMebibyteIsReadAndALongerOneRefused() throws Exception {
    String longest = "x".repeat(SseReader.MAX_BYTES - 7);
    for (int at = 0; at < longest.length(); at += 8000) {
      feed(
          (at == 0 ? "data: " : "") + longest.substring(at, Math.min(at + 8000, longest.length())));
    }
    feed("\n\n");
    assertThat(events).containsExactly(longest);

    byte[] endless = "x".repeat(100_000).getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 11; i++) {
                feed(endless);
              }
            })
        .isInstanceOf(MalformedStream.class)
        .hasMessageContaining("line");
  }

  @Test
  void anEventOfManyLinesIsBoundedToo() {
    byte[] line = ("data: " + "x".repeat(1000) + "\n").getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 1100; i++) {
                feed(line);
              }
            })
        .isInstanceOf(MalformedStream.class)
        .hasMessageContaining("event");
  }

  @Test
  void aSinkThatHasEnoughHearsNoMore() throws Exception {
    List<String> heard = new ArrayList<>();
    SseReader once =
        new SseReader(
            (type, data) -> {
              heard.add(data);
              return false;
            });

    once.read(ByteBuffer.wrap("data: a\n\ndata: b\n\n".getBytes(StandardCharsets.UTF_8)));
    once.read(ByteBuffer.wrap("data: c\n\n".getBytes(StandardCharsets.UTF_8)));

    assertThat(heard).containsExactly("a");
  }
}
