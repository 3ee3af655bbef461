package dev.tollgate.routing.quality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.chat.ChatRequest;
import dev.tollgate.chat.Content;
import dev.tollgate.chat.Message;
import dev.tollgate.chat.Sampling;
import dev.tollgate.chat.Tooling;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@SuppressWarnings({
  "EnumOrdinal", // Shapes lie by ordinal.
  "NullAway" // javac 17 loses @Nullable on a nested type in a compact constructor.
})
class FeatureExtractorTest {

  private static final String QUESTION =
      "Which of these is a prime number?\nA. 21\nB. 23\nC. 25\nD. 27";

  private final FeatureExtractor extractor = new FeatureExtractor();

  @Test
  void optionsAreSeenWhateverTheirMark() {
    for (String mark : List.of(".", ")", ":")) {
      Features features = extract(QUESTION.replace(".", mark));
      assertThat(shape(features, Shape.OPTIONS)).as(mark).isEqualTo(4);
      assertThat(shape(features, Shape.OPTION_NUMERIC)).as(mark).isEqualTo(1);
      assertThat(features.gate()).isEqualTo(Gate.FEW);
    }
    assertThat(shape(extract(QUESTION.replace("\n", "\n(").replace(".", ")")), Shape.OPTIONS))
        .isEqualTo(4);
  }

  @Test
  void manyOptionsAreAnotherGate() {
    assertThat(extract(QUESTION + "\nE. 33\nF. 35").gate()).isEqualTo(Gate.MANY);
    assertThat(extract("Which primes are even?").gate()).isEqualTo(Gate.NONE);
  }

  @Test
  void ofSeveralExamplesTheLastIsTheQuestion() {
    Features features = extract(QUESTION + "\n\nWhich one is even?\nA. 3\nB. four\nC. 5");
    assertThat(shape(features, Shape.OPTIONS)).isEqualTo(3);
    assertThat(shape(features, Shape.STEM_WORDS))
        .isEqualTo((float) Math.log1p("Which one is even".split(" ", -1).length));
    assertThat(shape(features, Shape.STEM_ASKS)).isEqualTo(1);
  }

  @Test
  void requestToAnswerChangesNothing() {
    Features bare = extract(QUESTION);
    Features asked = extract(QUESTION + "\nAnswer:\n");
    assertThat(asked.shape()).isEqualTo(bare.shape());
    assertThat(asked.words()).isEqualTo(bare.words());
  }

  @Test
  void numbersCountByTheirLength() {
    assertThat(extract("Add 12 and 34").words()).isEqualTo(extract("Add 56 and 78").words());
    assertThat(extract("Add 12 and 34").words()).isNotEqualTo(extract("Add 1 and 345").words());
  }

  @Test
  void earlierTurnsAreKeptApart() {
    Features alone = extract("And the second one?");
    Features features =
        extractor.extract(
            request(
                new Message.Instructions(new Content.Text("You are terse.")),
                user("Who were the first consuls of Rome?"),
                new Message.Assistant(
                    new Content.Text("Brutus and Collatinus."), List.of(), null, null),
                user("And the second one?")));
    assertThat(features.words()).isEqualTo(alone.words());
    assertThat(features.earlier()).isNotEmpty();
    assertThat(alone.earlier()).isEmpty();
    assertThat(shape(features, Shape.TURNS)).isEqualTo((float) Math.log1p(4));
    assertThat(shape(features, Shape.INSTRUCTIONS))
        .isEqualTo((float) Math.log1p("You are terse.".length()));
  }

  @Test
  void questionOfAToolLoopIsTheUsersLastTurn() {
    Features features =
        extractor.extract(
            request(
                user("What is the weather in Graz?"),
                new Message.ToolResult("call_1", new Content.Text("{\"celsius\": 17}"))));
    assertThat(features.words()).isEqualTo(extract("What is the weather in Graz?").words());
  }

  @Test
  void partsReadAsOneText() {
    Features parts =
        extractor.extract(
            request(new Message.User(new Content.Parts(List.of("What is 1", "7 + 25?")))));
    assertThat(parts.shape()).isEqualTo(extract("What is 17 + 25?").shape());
  }

  @Test
  void longTurnIsReadAtBothEnds() {
    String filler = "word ".repeat(3_000);
    Features features = extract("zebra " + filler + " quokka " + filler + " axolotl");
    int[] head = extract("zebra").words();
    int[] middle = extract("quokka").words();
    int[] tail = extract("axolotl").words();
    assertThat(features.words()).contains(head[0], tail[0]).doesNotContain(middle);
    assertThat(shape(features, Shape.CHARS)).isGreaterThan((float) Math.log(30_000));
  }

  @Test
  void everyTextHasFiniteShapes() {
    for (String text :
        List.of(
            "", " ", "\n\n\n", "?", "\ud83d", "日本語の質問", "Привет", "A.", "A. \nB. ", "___", "1.")) {
      Features features = extract(text);
      for (float value : features.shape()) {
        assertThat(value).as(text).isFinite();
      }
      assertThat(features.words()).isSorted();
    }
  }

  private Features extract(String question) {
    return extractor.extract(ChatRequest.of(null, question));
  }

  private static float shape(Features features, Shape shape) {
    return features.shape()[shape.ordinal()];
  }

  private static Message user(String text) {
    return new Message.User(new Content.Text(text));
  }

  private static ChatRequest request(Message... messages) {
    return new ChatRequest(
        null,
        List.of(messages),
        false,
        null,
        Sampling.DEFAULT,
        Tooling.NONE,
        null,
        null,
        Map.of(),
        1000);
  }
}
