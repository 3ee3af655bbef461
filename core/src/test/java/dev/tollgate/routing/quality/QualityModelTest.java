package dev.tollgate.routing.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.chat.ChatRequest;
import dev.tollgate.chat.Tooling;
import dev.tollgate.json.Json;
import dev.tollgate.pricing.Price;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway") // javac 17 loses @Nullable on a nested type in a compact constructor.
class QualityModelTest {

  private static final String STRONG = "gpt-4-1106-preview";
  private static final String WEAK = "mixtral-8x7b-instruct-v0.1";

  private static final ChatRequest SUM = ChatRequest.of(null, "What is 17 + 25?");

  private final QualityModel model = QualityModel.bundled();

  @Test
  void everyProfileHasAnOpinionInRange() {
    Assessment assessment = model.assess(SUM);
    assertThat(model.profiles())
        .contains(STRONG, WEAK, "gemini-1.5-pro-002", "llama-3.1-8b-instruct")
        .allSatisfy(
            profile -> {
              assertThat(assessment.quality(profile)).isBetween(0.0, 1.0);
              assertThat(assessment.outputTokens(profile)).isBetween(1.0, 8192.0);
            });
  }

  @Test
  void theSameRequestIsAssessedTheSame() {
    Assessment first = model.assess(SUM);
    Assessment again = QualityModel.bundled().assess(ChatRequest.of(null, "What is 17 + 25?"));
    for (String profile : model.profiles()) {
      assertThat(again.quality(profile)).isEqualTo(first.quality(profile));
      assertThat(again.outputTokens(profile)).isEqualTo(first.outputTokens(profile));
    }
  }

  @Test
  void unknownProfileIsNamed() {
    Assessment assessment = model.assess(SUM);
    assertThatThrownBy(() -> assessment.quality("gpt-9"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("gpt-9");
  }

  @Test
  void dearerModelIsSpokenForByABetterTier() {
    Assessment assessment = model.assess(SUM);
    List<String> tiers =
        List.of(
            model.tierProfile(Price.ofDollars("0.05", "0.10")),
            model.tierProfile(Price.ofDollars("0.40", "0.60")),
            model.tierProfile(Price.ofDollars("1.25", "1.50")),
            model.tierProfile(Price.ofDollars("10", "30")));
    assertThat(tiers).doesNotHaveDuplicates();
    assertThat(tiers.stream().mapToDouble(assessment::quality).toArray())
        .isSorted()
        .doesNotHaveDuplicates();
  }

  @Test
  void toolsMakeAStrongModelWorthMore() {
    Tooling.Tool tool = new Tooling.Tool("weather", new Json.Obj(Map.of()));
    Tooling tooling = new Tooling(List.of(tool), null, null);
    ChatRequest withTools =
        new ChatRequest(
            null,
            SUM.messages(),
            false,
            null,
            SUM.sampling(),
            tooling,
            null,
            null,
            Map.of(),
            SUM.bodyBytes());
    assertThat(gap(model.assess(withTools))).isGreaterThan(gap(model.assess(SUM)));
  }

  @Test
  void pieceOfCodeIsExpectedToBeLongerThanAName() {
    Assessment code =
        model.assess(ChatRequest.of(null, "Write a Python program that sorts files."));
    Assessment name = model.assess(ChatRequest.of(null, "Who wrote Faust?"));
    for (String profile : model.profiles()) {
      assertThat(code.outputTokens(profile)).isGreaterThan(name.outputTokens(profile));
    }
  }

  @Test
  void weightsOfOtherShapesAreOfAnotherVersion() {
    assertThatThrownBy(() -> new Standard(new float[3], new float[3]))
        .isInstanceOf(InvalidWeights.class)
        .hasMessageContaining("of another version: they know 3 shapes");
  }

  @Test
  void referenceSpeaksOfEveryProfile() {
    assertThat(model.reference())
        .hasSizeBetween(100, 1000)
        .allSatisfy(
            assessment ->
                assertThat(model.profiles())
                    .allSatisfy(
                        profile -> {
                          assertThat(assessment.quality(profile)).isBetween(0.0, 1.0);
                          assertThat(assessment.outputTokens(profile)).isGreaterThanOrEqualTo(1);
                        }));
  }

  @Test
  void weightsAreUnderAMegabyte() throws IOException {
    assertThat(bundled()).hasSizeLessThan(1_000_000);
  }

  @Test
  void flippedBitIsFound() throws IOException {
    byte[] weights = bundled();
    weights[weights.length / 2] ^= 1;
    assertOneLine(weights, "the quality weights are broken: their checksum does not match");
  }

  @Test
  void missingEndIsFound() throws IOException {
    byte[] weights = bundled();
    assertOneLine(
        Arrays.copyOf(weights, weights.length - 1),
        "the quality weights are broken: their checksum does not match");
    assertOneLine(Arrays.copyOf(weights, 7), "the quality weights are no weights");
    assertOneLine(new byte[0], "the quality weights are no weights");
  }

  @Test
  void otherFormatIsNamed() throws IOException {
    byte[] weights = bundled();
    weights[7] = 99;
    assertOneLine(weights, "the quality weights have format 99");
  }

  @Test
  void hugeFileIsNotRead() {
    assertOneLine(new byte[2_000_000], "the quality weights have more than 1000000 bytes");
  }

  private static double gap(Assessment assessment) {
    return assessment.quality(STRONG) - assessment.quality(WEAK);
  }

  private static byte[] bundled() throws IOException {
    try (InputStream in = QualityModel.class.getResourceAsStream("quality-weights.bin")) {
      return in == null ? new byte[0] : in.readAllBytes();
    }
  }

  private static void assertOneLine(byte[] weights, String message) {
    assertThatThrownBy(() -> QualityModel.read(new ByteArrayInputStream(weights)))
        .isInstanceOf(InvalidWeights.class)
        .hasMessageContaining(message)
        .message()
        .doesNotContain("\n");
  }
}
