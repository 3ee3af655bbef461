package dev.tollgate.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.gateway.ManualTimer;
import dev.tollgate.refusal.Refusal;
import dev.tollgate.refusal.RefusalKind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeptStreamTest {

  private static final long OF_ONE = 10;
  private static final long IN_ALL = 16;

  private final ManualTimer timer = new ManualTimer();
  private final StreamKeeping keeping =
      new StreamKeeping(new StreamKeeping.Bounds(OF_ONE, IN_ALL, 3, Duration.ofSeconds(30)), timer);
  private final KeptStream stream = keeping.begin();
  private final List<String> source = new ArrayList<>();

  KeptStreamTest() {
    stream.comesFrom(new RecordedSource(source));
  }

  @AfterEach
  void stop() {
    assertThat(keeping.taken()).isZero();
    timer.shutdownNow();
  }

  @Test
  void everybodyHasAllOfItFromTheFirstEvent() {
    List<String> first = new ArrayList<>();
    List<String> second = new ArrayList<>();
    read(first);
    send("a", "b");
    read(second);
    send("c");

    assertThat(stream.bytes().map(KeptStreamTest::text)).hasValue("abc");
    stream.end(bytes("."));

    assertThat(first).containsExactly("ab", "c", "end .");
    assertThat(second).containsExactly("ab", "c", "end .");
    assertThat(stream.read()).isEmpty();
  }

  @Test
  void sourceWaitsOnlyWhileAllAreSlow() {
    List<String> told = new ArrayList<>();
    Reading first = read(told);
    Reading second = read(new ArrayList<>());

    first.pause();
    assertThat(source).isEmpty();
    second.pause();
    assertThat(source).containsExactly("pause");
    send("a", "b");
    assertThat(told).isEmpty();
    first.resume();
    assertThat(source).containsExactly("pause", "resume");
    assertThat(told).containsExactly("ab");
    first.leave();
    assertThat(source).containsExactly("pause", "resume", "pause");
    second.leave();
    assertThat(source).containsExactly("pause", "resume", "pause", "resume");
    stream.end(List.of());
  }

  @Test
  void whoAttachesWhileAllAreSlowHasTheSourceGoOn() {
    Reading slow = read(new ArrayList<>());
    slow.pause();
    assertThat(source).containsExactly("pause");

    List<String> told = new ArrayList<>();
    read(told);
    send("a");

    assertThat(source).containsExactly("pause", "resume");
    assertThat(told).containsExactly("a");
    stream.end(List.of());
  }

  @Test
  void slowReaderIsToldTheRestWithTheEnd() {
    List<String> told = new ArrayList<>();
    Reading slow = read(told);
    slow.pause();
    send("a", "b");

    stream.end(bytes("."));

    assertThat(told).containsExactly("end ab.");
  }

  @Test
  void breakingOffIsToldWithWhatWasLeft() {
    List<String> told = new ArrayList<>();
    read(told).pause();
    send("a");

    stream.fail(List.of(), Refusal.of(RefusalKind.UPSTREAM_ERROR, "broke"), utf8("!"));
    stream.end(bytes("never"));

    assertThat(told).containsExactly("fail a UPSTREAM_ERROR !");
  }

  @Test
  void nobodyReadsAndTheGraceTimePasses() {
    Reading only = read(new ArrayList<>());
    send("a");

    only.leave();
    send("b");

    assertThat(source).isEmpty();
    assertThat(timer.delays()).containsExactly(Duration.ofSeconds(30));
    timer.fire(0);
    assertThat(source).containsExactly("abandon");
    assertThat(stream.read()).isEmpty();
    send("c");
    assertThat(stream.bytes().map(KeptStreamTest::text)).hasValue("abc");
  }

  @Test
  void whoComesBackInTimeHasMissedNothing() {
    read(new ArrayList<>()).leave();
    send("a");
    List<String> told = new ArrayList<>();

    read(told);
    timer.fire(0);
    send("b");
    stream.end(bytes("."));

    assertThat(source).isEmpty();
    assertThat(told).containsExactly("a", "b", "end .");
  }

  @Test
  void tooLongStreamGoesOnForThoseWhoReadItAndNobodyElse() {
    List<String> told = new ArrayList<>();
    List<String> slowly = new ArrayList<>();
    Reading first = read(told);
    Reading slow = read(slowly);
    slow.pause();
    send("0123456789");
    assertThat(slowly).isEmpty();

    send("a");
    send("b");

    assertThat(told).containsExactly("0123456789", "a", "b");
    assertThat(slowly).containsExactly("0123456789a", "b");
    assertThat(stream.read()).isEmpty();
    assertThat(stream.bytes()).isEmpty();
    assertThat(keeping.taken()).isZero();
    first.leave();
    assertThat(source).containsExactly("pause");
    slow.leave();
    assertThat(source).containsExactly("pause", "abandon");
    assertThat(timer.delays()).isEmpty();
  }

  @Test
  void streamThatNobodyReadsIsGivenUpWhenItIsTooLong() {
    read(new ArrayList<>()).leave();

    send("0123456789", "a");

    assertThat(source).containsExactly("abandon");
  }

  @Test
  void allStreamsTogetherHaveTheirBound() {
    KeptStream other = keeping.begin();
    send("0123456789");

    other.events(bytes("0123456"));

    assertThat(keeping.taken()).isEqualTo(10);
    assertThat(other.bytes()).isEmpty();
    assertThat(stream.bytes()).isPresent();
    stream.end(List.of());
  }

  @Test
  void noMoreReadAtOnceThanMay() {
    Reading first = read(new ArrayList<>());
    read(new ArrayList<>());
    read(new ArrayList<>());

    assertThat(stream.read()).isEmpty();
    first.leave();

    assertThat(stream.read()).isPresent();
    stream.end(List.of());
  }

  @Test
  void readerWhoThrowsIsAloneInIt() {
    List<String> told = new ArrayList<>();
    stream.read().orElseThrow().begin(new ThrowingReader());
    read(told);

    send("a", "b");
    stream.abandon();

    assertThat(told).containsExactly("ab", "abandon");
  }

  private Reading read(List<String> told) {
    Reading reading = stream.read().orElseThrow();
    reading.begin(new RecordedReader(told));
    return reading;
  }

  private void send(String... events) {
    stream.events(List.of(events).stream().map(KeptStreamTest::utf8).toList());
  }

  private static List<byte[]> bytes(String event) {
    return List.of(utf8(event));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static String text(List<byte[]> events) {
    return String.join("", events.stream().map(KeptStreamTest::text).toList());
  }

  private record RecordedReader(List<String> told) implements StreamReader {

    @Override
    public void events(List<byte[]> events) {
      told.add(text(events));
    }

    @Override
    public void end(List<byte[]> rest) {
      told.add("end " + text(rest));
    }

    @Override
    public void fail(List<byte[]> rest, Refusal why, byte[] asEvent) {
      told.add("fail " + text(rest) + " " + why.kind() + " " + text(asEvent));
    }

    @Override
    public void abandon() {
      told.add("abandon");
    }
  }

  private record ThrowingReader() implements StreamReader {

    @Override
    public void events(List<byte[]> events) {
      throw new IllegalStateException("a broken reader");
    }

    @Override
    public void end(List<byte[]> rest) {
      events(rest);
    }

    @Override
    public void fail(List<byte[]> rest, Refusal why, byte[] asEvent) {
      events(rest);
    }

    @Override
    public void abandon() {
      events(List.of());
    }
  }
}
