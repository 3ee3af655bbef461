package dev.tollgate.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {

  @ParameterizedTest
  @CsvSource({
    "0, true, true",
    "-0, true, true",
    "16, true, true",
    "999999999999999999, true, true",
    "-999999999999999999, true, true",
    "1000000000000000000, true, false",
    "18446744073709551617, true, false",
    "16.0, false, false",
    "1e1, false, false",
    "1E1, false, false",
    "-, false, false",
  })
  void integersAreToldByTheirText(String text, boolean integer, boolean fits) {
    Json.Num number = new Json.Num(text);
    assertThat(number.isInteger()).isEqualTo(integer);
    assertThat(number.isLong()).isEqualTo(fits);
  }

  @Test
  void onlyWhatFitsTurnsIntoALong() {
    assertThat(new Json.Num("-42").longValue()).isEqualTo(-42);
    assertThatThrownBy(() -> new Json.Num("18446744073709551617").longValue())
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> new Json.Num("1.9").longValue())
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void hugeExponentsCompareWithoutExpanding() {
    assertThat(new Json.Num("1e999999999").decimal()).isGreaterThan(BigDecimal.TEN);
    assertThat(new Json.Num("1e-999999999").decimal()).isLessThan(BigDecimal.ONE);
    assertThatThrownBy(() -> new Json.Num("1e99999999999").decimal())
        .isInstanceOf(NumberFormatException.class);
  }

  @Test
  void nullMemberIsThereButNotPresent() {
    Json.Obj object = new Json.Obj(Map.of("a", Json.NULL));
    assertThat(object.get("a")).isEqualTo(Json.NULL);
    assertThat(object.present("a")).isNull();
    assertThat(object.get("b")).isNull();
  }

  @Test
  void treesDoNotChangeWithWhatTheyWereMadeFrom() {
    Map<String, Json> members = new LinkedHashMap<>(Map.of("a", Json.NULL));
    Json.Obj object = new Json.Obj(members);
    members.clear();
    assertThat(object.members()).containsOnlyKeys("a");
    assertThatThrownBy(() -> object.members().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThat(new Json.Arr(List.of()).items()).isEmpty();
  }
}
