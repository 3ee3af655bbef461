package dev.tollgate.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {

  private static final List<String> NUMBERS =
      List.of("0", "-0", "1.0", "1e5", "1E+400", "-1.50", "18446744073709551617", "1e-999999999");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "[[],{}]",
        "{\"b\":1,\"a\":2,\"\":null}",
        "{\"n\":[1.0,1e5,-0,18446744073709551617]}",
        "\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0000\\u001f\\u2028\\u2029\"",
        "[true,false,null,\"<>&='\"]",
      })
  void compactTextIsWrittenAsItWasRead(String text) throws MalformedJson {
    assertThat(JsonText.of(StrictJson.read(text))).isEqualTo(text);
  }

  @Test
  void surrogateWithoutItsOtherHalfIsEscaped() {
    assertThat(JsonText.of(new Json.Str("a\ud83d"))).isEqualTo("\"a\\ud83d\"");
    assertThat(JsonText.of(new Json.Str("\ude00b"))).isEqualTo("\"\\ude00b\"");
    assertThat(JsonText.of(new Json.Str("\ud83d\ud83d\ude00")))
        .isEqualTo("\"\\ud83d\ud83d\ude00\"");
  }

  @Test
  void builderKeepsOrderAndNulls() {
    Json.Obj object =
        new JsonObject().put("z", "x").put("n", (String) null).put("i", 5).put("b", true).build();
    assertThat(JsonText.of(object)).isEqualTo("{\"z\":\"x\",\"n\":null,\"i\":5,\"b\":true}");
  }

  @Test
  void everyCharacterComesBack() throws MalformedJson, IOException {
    for (int c = 0; c <= 0xffff; c++) {
      if (Character.isSurrogate((char) c)) {
        continue;
      }
      String string = "a" + (char) c + "b";
      String text = JsonText.of(new Json.Str(string));
      assertThat(StrictJson.read(text.getBytes(UTF_8))).isEqualTo(new Json.Str(string));
      assertThat(text).doesNotContain("\n", "\r", "\u2028", "\u2029", "\u0000");
      JsonReader other = new JsonReader(new StringReader(text));
      other.setStrictness(Strictness.STRICT);
      assertThat(other.nextString()).isEqualTo(string);
    }
  }

  @Test
  void anyTreeComesBackEqual() throws MalformedJson {
    Random random = new Random(11);
    for (int round = 0; round < 3_000; round++) {
      Json tree = tree(random, 5);
      Json again = StrictJson.read(JsonText.bytes(tree));
      assertThat(again).isEqualTo(tree);
      assertThat(JsonText.of(again)).isEqualTo(JsonText.of(tree));
    }
  }

  private static Json tree(Random random, int depth) {
    return switch (random.nextInt(depth == 0 ? 4 : 6)) {
      case 0 -> new Json.Str(string(random));
      case 1 -> new Json.Num(NUMBERS.get(random.nextInt(NUMBERS.size())));
      case 2 -> new Json.Bool(random.nextBoolean());
      case 3 -> Json.NULL;
      case 4 -> {
        List<Json> items = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
          items.add(tree(random, depth - 1));
        }
        yield new Json.Arr(items);
      }
      default -> {
        Map<String, Json> members = new LinkedHashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
          members.put(string(random), tree(random, depth - 1));
        }
        yield new Json.Obj(members);
      }
    };
  }

  private static String string(Random random) {
    StringBuilder string = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      int c = random.nextInt(random.nextBoolean() ? 0x80 : 0x20000);
      string.appendCodePoint(
          Character.isBmpCodePoint(c) && Character.isSurrogate((char) c) ? 'x' : c);
    }
    return string.toString();
  }
}
