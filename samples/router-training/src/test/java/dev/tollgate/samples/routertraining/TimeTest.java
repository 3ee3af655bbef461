package dev.tollgate.samples.routertraining;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** That the benchmark runs and what it prints; its figures from so short a run say nothing. */
class TimeTest {

  @Test
  void everyConversationHasItsRow() {
    StringWriter said = new StringWriter();

    int status =
        Main.commandLine()
            .setOut(new PrintWriter(said))
            .setErr(new PrintWriter(said))
            .execute("time", "--forks", "0", "--rounds", "1", "--millis", "50");

    assertThat(status).as(said.toString()).isZero();
    List<String[]> rows =
        said.toString().lines().skip(2).map(line -> line.split("[| ]+", -1)).toList();
    assertThat(rows).hasSize(4);
    assertThat(rows.stream().map(row -> row[1] + " " + row[2]))
        .containsExactlyInAnyOrder("2000 1", "2000 20", "200000 1", "200000 20");
    assertThat(rows)
        .allSatisfy(
            row ->
                assertThat(Stream.of(row).skip(3).limit(4).map(Double::valueOf))
                    .hasSize(4)
                    .allMatch(figure -> figure > 0));
  }
}
