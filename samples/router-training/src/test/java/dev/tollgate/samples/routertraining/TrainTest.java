package dev.tollgate.samples.routertraining;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.chat.ChatRequest;
import dev.tollgate.routing.quality.Assessment;
import dev.tollgate.routing.quality.QualityModel;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainTest {

  private static final int ROWS = 120;

  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void writeOutcomes() throws IOException {
    write("mmlu_pair", "gpt-4-1106-preview", "mixtral-8x7b-instruct-v0.1", false);
    write("mmlu_pro", "gemini-1.5-pro-002", "Mixtral-8x7B-Instruct-v0.1", true);
    write("mixed", "llama-3.1-nemotron-51b-instruct", "llama-3.1-8b-instruct", false);
  }

  @Test
  void sameOutcomesGiveTheSameFile() throws IOException {
    assertThat(train("first.bin")).isEqualTo(train("second.bin"));
  }

  @Test
  void whatWasLearnedIsServed() throws IOException {
    train("weights.bin");
    QualityModel model;
    try (InputStream in = Files.newInputStream(folder.resolve("weights.bin"))) {
      model = QualityModel.read(in);
    }
    assertThat(model.version()).isEqualTo("tiny");
    Assessment hard = model.assess(ChatRequest.of(null, prompt(1)));
    Assessment easy = model.assess(ChatRequest.of(null, prompt(0)));
    assertThat(gap(hard)).isGreaterThan(gap(easy));
  }

  private static double gap(Assessment assessment) {
    return assessment.quality("gpt-4-1106-preview")
        - assessment.quality("mixtral-8x7b-instruct-v0.1");
  }

  private byte[] train(String file) throws IOException {
    StringWriter said = new StringWriter();
    int status =
        Main.commandLine()
            .setOut(new PrintWriter(said))
            .setErr(new PrintWriter(said))
            .execute(
                "train",
                "--data",
                folder.toString(),
                "--out",
                folder.resolve(file).toString(),
                "--name",
                "tiny");
    assertThat(status).as(said.toString()).isZero();
    return Files.readAllBytes(folder.resolve(file));
  }

  private void write(String name, String strong, String weak, boolean lengths) throws IOException {
    try (Writer out =
        new OutputStreamWriter(
            new GZIPOutputStream(Files.newOutputStream(folder.resolve(name + ".jsonl.gz"))),
            StandardCharsets.UTF_8)) {
      for (int i = 0; i < ROWS; i++) {
        out.write(
            """
            {"id": "%s-%d", "source": "made", "domain": "d%d", "split": "train", "group": "%06x", \
            "prompt": "%s", "models": {"%s": 1, "%s": %d}%s}
            """
                .formatted(
                    name,
                    i,
                    i % 7,
                    i,
                    prompt(i).replace("\n", "\\n"),
                    strong,
                    weak,
                    1 - i % 2,
                    lengths
                        ? ", \"out_chars\": {\"%s\": 400, \"%s\": %d}"
                            .formatted(strong, weak, 90 + i)
                        : ""));
      }
    }
  }

  /** Every other one is about numbers, which the weak model gets wrong. */
  private static String prompt(int i) {
    return i % 2 == 1
        ? "Compute "
            + (17 * i + 100)
            + " times "
            + (i + 10)
            + " to three digits.\nA. "
            + i
            + "\nB. 7\nC. 9"
        : "Who painted the picture in room "
            + i % 5
            + " of the old house?\nA. Anna\nB. Berta\nC. Carla";
  }
}
