package dev.tollgate.upstream.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever the bytes and wherever they are cut: the same events, or the same fault. */
class SsePropertyTest {

  private static final String FAULT = "fault";

  @Property(tries = 4000, edgeCases = EdgeCasesMode.NONE, seed = "1")
  void cutsChangeNothing(
      @ForAll("streams") byte[] stream,
      @ForAll @Size(max = 12) List<@IntRange(max = 400) Integer> cuts) {
    assertThat(read(stream, cuts)).isEqualTo(read(stream, List.of()));
  }

  @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE, seed = "2")
  void noiseIsReadOrAFault(@ForAll byte[] noise) {
    assertThat(read(noise, List.of(1, 2, 3))).isEqualTo(read(noise, List.of()));
  }

  @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE, seed = "3")
  void writtenEventsComeBack(@ForAll("texts") List<String> texts, @ForAll("ends") String end) {
    StringBuilder stream = new StringBuilder(": a comment" + end);
    List<String> expected = new ArrayList<>();
    for (String text : texts) {
      stream.append("data: ").append(text).append(end).append(end);
      expected.add("null|" + text);
    }

    assertThat(read(stream.toString().getBytes(UTF_8), List.of(7, 1, 20))).isEqualTo(expected);
  }

  @Provide
  Arbitrary<byte[]> streams() {
    Arbitrary<String> lines =
        Arbitraries.of(
            "data: {\"a\":1}",
            "data:x",
            "data",
            "data:",
            "data:  two",
            "event: error",
            "event:",
            "id: 7",
            "retry: 9",
            ": comment",
            ":",
            "datax: no",
            "",
            "",
            "",
            "data: \ud83d\ude00é",
            "\ufeffdata: y",
            "data: [DONE]");
    Arbitrary<String> whole =
        Combinators.combine(lines, Arbitraries.of("\n", "\r\n", "\r"))
            .as((line, end) -> line + end)
            .list()
            .ofMaxSize(25)
            .map(all -> String.join("", all));
    Arbitrary<byte[]> broken =
        Arbitraries.of(
            new byte[] {(byte) 0xff}, new byte[] {(byte) 0xe2, (byte) 0x82}, new byte[0]);
    return Combinators.combine(whole, broken, whole)
        .as(
            (before, fault, after) -> {
              ByteBuffer all = ByteBuffer.allocate(20_000);
              all.put(before.getBytes(UTF_8)).put(fault).put(after.getBytes(UTF_8)).flip();
              byte[] bytes = new byte[all.remaining()];
              all.get(bytes);
              return bytes;
            });
  }

  @Provide
  Arbitrary<List<String>> texts() {
    return Arbitraries.strings()
        .excludeChars('\r', '\n')
        .ofMaxLength(60)
        .filter(text -> text.equals(new String(text.getBytes(UTF_8), UTF_8)))
        .list()
        .ofMaxSize(8);
  }

  @Provide
  Arbitrary<String> ends() {
    return Arbitraries.of("\n", "\r\n", "\r");
  }

  /** The events in pieces of those sizes, each direct or not, and the rest at once. */
  private static List<String> read(byte[] stream, List<Integer> cuts) {
    List<String> events = new ArrayList<>();
    SseReader reader =
        new SseReader(
            (type, data) -> {
              events.add(type + "|" + data);
              return true;
            });
    try {
      int at = 0;
      for (int cut : cuts) {
        int length = Math.min(cut, stream.length - at);
        ByteBuffer piece = ByteBuffer.allocateDirect(length).put(stream, at, length).flip();
        reader.read(piece);
        at += length;
      }
      reader.read(ByteBuffer.wrap(stream, at, stream.length - at));
    } catch (MalformedStream fault) {
      events.add(FAULT);
    }
    return events;
  }
}
