package dev.tollgate.metering;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BeginningSearchTest {

  private final TokenCounter counter = new JtokkitCounter();

  @ParameterizedTest
  @CsvSource({"0", "1", "7", "64", "65", "500", "999"})
  void theBeginningHasAllTokensThatFit(int tokens) {
    String text = " far".repeat(1_000);

    assertThat(counter.beginning(text, tokens)).isEqualTo(" far".repeat(tokens));
  }

  @Test
  void aTextThatFitsIsItsOwnBeginning() {
    assertThat(counter.beginning("It is far.", 4)).isEqualTo("It is far.");
    assertThat(counter.beginning("", 0)).isEmpty();
  }

  @Test
  void noCharacterIsHalved() {
    String text = "😀".repeat(1_000);

    for (int tokens = 0; tokens < 40; tokens++) {
      String beginning = counter.beginning(text, tokens);
      assertThat(beginning.length() % 2).isZero();
      assertThat(counter.count(beginning)).isLessThanOrEqualTo(tokens);
    }
    assertThat(counter.beginning("x" + text, 600)).startsWith("x😀");
  }
}
