package dev.tollgate.metering;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import dev.tollgate.chat.ChatJson;
import dev.tollgate.chat.ChatRequest;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JtokkitCounterTest {

  private static final JtokkitCounter COUNTER = new JtokkitCounter();

  @BeforeAll
  static void loadTheVocabulary() {
    COUNTER.load();
  }

  @ParameterizedTest
  @CsvSource({"'', 0", "hello world, 2", "tiktoken is great!, 6", "お誕生日おめでとう, 8"})
  void knownTextsHaveTheirKnownCounts(String text, long tokens) {
    assertThat(COUNTER.count(text)).isEqualTo(tokens);
  }

  @Test
  void controlTokensAreOrdinaryText() {
    assertThat(COUNTER.count("<|endoftext|>")).isGreaterThan(1);
  }

  @Test
  void brokenSurrogatesAreCounted() {
    assertThat(COUNTER.count("a\ud800")).isPositive();
  }

  @Test
  void noTextHasMoreTokensThanBytes() {
    Random random = new Random(23);
    for (int round = 0; round < 500; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < 300; i++) {
        text.appendCodePoint(random.nextInt(random.nextBoolean() ? 0x80 : 0xd800));
      }
      assertThat(COUNTER.count(text.toString()))
          .isLessThanOrEqualTo(text.toString().getBytes(UTF_8).length);
    }
  }

  @Test
  void longProseIsCountedAsExactlyAsInOnePiece() {
    Encoding encoding = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);
    String prose = "The quick brown fox, who is 27, jumps over a lazy dog.\n".repeat(2_000);
    assertThat(COUNTER.count(prose)).isEqualTo(encoding.countTokensOrdinary(prose));
  }

  @ParameterizedTest
  @CsvSource({"a, 10", "' ', 1", "'\n', 1", "中, 1", "\ud83d\ude00, 1", "!, 1", "\u0301, 1"})
  void megabytesOfOneCharacterTakeSeconds(String unit, int megabytes) {
    String text = unit.repeat(megabytes * 1_000_000 / unit.getBytes(UTF_8).length);
    long tokens = assertTimeoutPreemptively(Duration.ofSeconds(60), () -> COUNTER.count(text));
    assertThat(tokens).isBetween(1L, megabytes * 1_000_000L);
  }

  @Test
  void promptHoldsEverythingTheModelReads() {
    String bare = "{'messages':[{'role':'user','content':'hello world'}]%s}";
    long plain = COUNTER.countPrompt(read(bare.formatted("")));
    assertThat(plain).isEqualTo(2 + 3 + 3);
    assertThat(
            COUNTER.countPrompt(
                read(
                    bare.formatted(
                        ",'tools':[{'type':'function','function':{'name':'get_weather'}}]"))))
        .isGreaterThan(plain + 8);
    assertThat(COUNTER.countPrompt(read(bare.formatted(",'response_format':{'type':'text'}"))))
        .isGreaterThan(plain + 3);
  }

  @Test
  void conversationCountsCallsResultsAndReasoning() {
    String messages =
        "{'messages':[{'role':'system','content':'hello world'},"
            + "{'role':'assistant','content':null,%s'tool_calls':[{'id':'c','type':'function',"
            + "'function':{'name':'f','arguments':'{}'}}]},"
            + "{'role':'tool','tool_call_id':'c','content':[{'type':'text','text':'hello world'}]}"
            + "]}";
    long plain = COUNTER.countPrompt(read(messages.formatted("")));
    assertThat(plain).isEqualTo(3 + (3 + 2) + (3 + 1 + 1 + 1) + (3 + 1 + 2));
    assertThat(COUNTER.countPrompt(read(messages.formatted("'reasoning':'hello world',"))))
        .isEqualTo(plain + 2);
    assertThat(COUNTER.countPrompt(read(messages.formatted("'reasoning_details':[{'a':'b'}],"))))
        .isGreaterThan(plain + 2);
  }

  private static ChatRequest read(String json) {
    return ChatJson.readRequest(json.replace('\'', '"').getBytes(UTF_8));
  }
}
