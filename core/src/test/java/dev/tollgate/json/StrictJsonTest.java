package dev.tollgate.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {

  @Test
  void allKindsOfValuesAreRead() throws MalformedJson {
    Json json = StrictJson.read(" {\"a\":[1,-0,\"x\",true,false,null,{}],\"b\":1.50e+3}\n\t\r ");
    assertThat(json)
        .isEqualTo(
            new Json.Obj(
                Map.of(
                    "a",
                    new Json.Arr(
                        List.of(
                            new Json.Num("1"),
                            new Json.Num("-0"),
                            new Json.Str("x"),
                            new Json.Bool(true),
                            new Json.Bool(false),
                            Json.NULL,
                            new Json.Obj(Map.of()))),
                    "b",
                    new Json.Num("1.50e+3"))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NaN",
        "Infinity",
        "-Infinity",
        "[NaN]",
        "TRUE",
        "Null",
        "nul",
        "{'a':1}",
        "['a']",
        "{a:1}",
        "{\"a\"=1}",
        "{\"a\":1;\"b\":2}",
        "[1;2]",
        "[1,]",
        "[,1]",
        "[1,,2]",
        "{\"a\":1,}",
        "{,}",
        "{\"a\"}",
        "{1:2}",
        "{null:2}",
        "/* c */ {}",
        "{} // c",
        "# c\n{}",
        "{}{}",
        "{} 1",
        "1 2",
        "{}\u0000",
        "]",
        "}",
        ":",
        "01",
        "-01",
        "1.",
        ".5",
        "+1",
        "1e",
        "1e+",
        "0x10",
        "--1",
        "-",
        "\"a\nb\"",
        "\"a\tb\"",
        "\"a\u0000b\"",
        "\"\\x\"",
        "\"\\'\"",
        "\"\\\n\"",
        "\"\\u12G4\"",
        "\"\\u+123\"",
        "\f{}",
        "\u00a0{}",
        ")]}'\n{}",
        "\"\\uD8\"",
      })
  void whatIsOutsideOfTheStandardIsRefused(String text) {
    assertThatThrownBy(() -> StrictJson.read(text)).isInstanceOf(MalformedJson.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n\t"})
  void emptyTextIsCalledEmpty(String text) {
    assertThatThrownBy(() -> StrictJson.read(text)).hasMessage("it is empty");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[", "{\"a\"", "{\"a\":", "[1", "\"a", "[1,", "\"\\", "\"\\u00"})
  void textThatBreaksOffIsRefused(String text) {
    assertThatThrownBy(() -> StrictJson.read(text)).isInstanceOf(MalformedJson.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}{}", "{} {}", "1 2", "[] x", "\"a\"\"b\""})
  void textBehindTheValueIsNamed(String text) {
    assertThatThrownBy(() -> StrictJson.read(text))
        .hasMessage("there is text behind the JSON value");
  }

  @Test
  void byteOrderMarkIsRefused() {
    assertThatThrownBy(() -> StrictJson.read("\ufeff{}".getBytes(UTF_8)))
        .hasMessage("it begins with a byte order mark");
    assertThatThrownBy(() -> StrictJson.read(" \ufeff{}")).isInstanceOf(MalformedJson.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ff", "c0af", "e28028", "eda080", "f4908080", "80", "c3", "f0288cbc", "feff"})
  void malformedUtf8IsRefused(String hex) {
    byte[] bytes = new byte[hex.length() / 2 + 2];
    bytes[0] = '"';
    for (int i = 0; i < hex.length() / 2; i++) {
      bytes[i + 1] = (byte) Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16);
    }
    bytes[bytes.length - 1] = '"';
    assertThatThrownBy(() -> StrictJson.read(bytes)).hasMessage("it is not valid UTF-8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\ud83d", "\\ude00", "\\ude00\\ud83d", "\\ud83d\\ud83d\\ude00"})
  void halfOfASurrogatePairIsRefused(String escapes) {
    assertThatThrownBy(() -> StrictJson.read("[\"" + escapes + "\"]"))
        .hasMessage("a string has half of a surrogate pair at $[0]");
  }

  @Test
  void escapedSurrogatePairsAreRead() throws MalformedJson {
    assertThat(StrictJson.read("\"\\ud83d\\ude00\"")).isEqualTo(new Json.Str("\ud83d\ude00"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1,\"a\":1}",
        "{\"a\":1,\"\\u0061\":2}",
        "{\"a\":null,\"a\":null}",
        "[{\"b\":{\"a\":1,\"c\":2,\"a\":3}}]"
      })
  void memberNameThatStandsTwiceIsRefused(String text) {
    assertThatThrownBy(() -> StrictJson.read(text))
        .hasMessageStartingWith("a member name stands twice in one object");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 66, 255, 256})
  void nestingUpToTheLimitIsRead(int depth) throws MalformedJson {
    assertThat(StrictJson.read("[".repeat(depth) + "]".repeat(depth))).isInstanceOf(Json.Arr.class);
    assertThat(StrictJson.read("{\"a\":".repeat(depth) + "1" + "}".repeat(depth)))
        .isInstanceOf(Json.Obj.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {257, 258, 100_000, 1_000_000})
  void nestingBeyondTheLimitIsRefused(int depth) {
    for (String open : List.of("[", "{\"a\":", "[{\"a\":")) {
      assertThatThrownBy(() -> StrictJson.read(open.repeat(depth)))
          .hasMessage("it nests deeper than 256");
    }
  }

  @Test
  void numbersKeepTheirText() throws MalformedJson {
    for (String number :
        List.of("0", "-0", "1.0", "1e999999999", "1E-5", "18446744073709551617", "0.10")) {
      assertThat(StrictJson.read(number)).isEqualTo(new Json.Num(number));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 41, 1023, 1024, 1025, 100_000, 1_000_000})
  void numbersOfAnyLengthKeepTheirText(int length) throws MalformedJson {
    for (String number :
        List.of(
            "1".repeat(length),
            "-" + "9".repeat(length - 1),
            "0." + "3".repeat(length - 2),
            "1e" + "0".repeat(length - 2))) {
      assertThat(StrictJson.read(number)).isEqualTo(new Json.Num(number));
      String inside =
          "{\"a\":[1,\"\\\"%s\",%s, %s ],\"b\":%s}".formatted(number, number, -1, number);
      assertThat(JsonText.of(StrictJson.read(inside))).isEqualTo(inside.replace(" ", ""));
    }
  }

  @Test
  void whatIsOnlyLikeALongNumberIsNone() {
    String digits = "1".repeat(2000);
    for (String text :
        List.of("0" + digits, "-", digits + "x", digits + ".", digits + "e+", "--" + digits)) {
      assertThatThrownBy(() -> StrictJson.read("[" + text + "]")).isInstanceOf(MalformedJson.class);
      assertThatThrownBy(() -> StrictJson.read("[" + digits + "," + text + "]"))
          .isInstanceOf(MalformedJson.class);
    }
  }

  @Test
  void longNumbersAreNoWayAroundTheRules() {
    String digits = "1".repeat(2000);
    assertThatThrownBy(() -> StrictJson.read("{\"a\":" + digits + ",\"a\":1}"))
        .hasMessageContaining("twice");
    assertThatThrownBy(() -> StrictJson.read(digits + " " + digits))
        .hasMessage("there is text behind the JSON value");
    assertThatThrownBy(() -> new Json.Num(digits).decimal())
        .isInstanceOf(NumberFormatException.class);
  }

  @Test
  void tooManyValuesAreRefused() {
    assertThatThrownBy(() -> StrictJson.read("[" + "1,".repeat(1_000_000) + "1]"))
        .hasMessage("it has more than 1000000 values");
  }

  @Test
  void messageTellsThePlaceAndNotTheText() {
    assertThatThrownBy(() -> StrictJson.read("{\"a\":[1,secret]}"))
        .hasMessage("it is not valid JSON at $.a[1]");
  }

  @Test
  void longMemberNamesStayOutOfTheMessage() {
    String name = "s".repeat(100);
    assertThatThrownBy(() -> StrictJson.read("{\"" + name + "\":nope}"))
        .hasMessage("it is not valid JSON");
  }

  @Test
  void damagedTextNeverEndsInAnythingButMalformedJson() {
    byte[] valid =
        ("{\"m\":[{\"role\":\"user\",\"content\":\"H\u00e9\\n\\u20ac \ud83d\ude00\"},"
                + "-1.5e+10,true,null,[[],{}]],\"n\":12345678901234567890}")
            .getBytes(UTF_8);
    String damage = "\"\\{}[],:e-.0untf\n\u0001";
    Random random = new Random(7);
    int refused = 0;
    for (int round = 0; round < 50_000; round++) {
      byte[] bytes = valid.clone();
      for (int i = 0; i <= random.nextInt(3); i++) {
        bytes[random.nextInt(bytes.length)] = (byte) damage.charAt(random.nextInt(damage.length()));
      }
      try {
        StrictJson.read(bytes);
      } catch (MalformedJson e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(25_000, 49_999);
  }
}
