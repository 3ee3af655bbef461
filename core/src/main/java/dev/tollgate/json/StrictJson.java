package dev.tollgate.json;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The one place that turns bytes into JSON.
 *
 * <p>Refused: malformed UTF-8, anything outside RFC 8259, half of a surrogate pair, text behind the
 * value, nesting beyond 256, a member name twice in one object, more than a million values. Numbers
 * stay text of any length, because a lenient getter turns 18446744073709551617 into 1 and so prints
 * money.
 */
public final class StrictJson {

  /** How deep arrays and objects may nest. */
  public static final int MAX_NESTING = 256;

  /** How long the text of a number may be that anybody calculates with. */
  public static final int MAX_NUMBER_LENGTH = 100;

  private static final int MAX_VALUES = 1_000_000;
  private static final String BYTE_ORDER_MARK = "\ufeff";

  private final JsonReader reader;
  private final LongNumbers longNumbers;
  private int values;

  private StrictJson(String text, LongNumbers longNumbers) {
    this.longNumbers = longNumbers;
    reader = new JsonReader(new StringReader(text));
    reader.setStrictness(Strictness.STRICT);
    reader.setNestingLimit(MAX_NESTING);
  }

  /**
   * Reads one value and nothing else.
   *
   * @throws MalformedJson when the bytes are no such value
   */
  public static Json read(byte[] utf8) throws MalformedJson {
    return read(decode(utf8));
  }

  /**
   * Reads one value and nothing else.
   *
   * @throws MalformedJson when the text is no such value
   */
  public static Json read(String text) throws MalformedJson {
    if (text.startsWith(BYTE_ORDER_MARK)) {
      // Gson would skip it in silence; RFC 8259 has no place for it.
      throw new MalformedJson("it begins with a byte order mark");
    }
    try {
      return read(text, LongNumbers.none());
    } catch (MalformedJson e) {
      // Gson gives up on a number of more than a thousand characters.
      LongNumbers longNumbers = LongNumbers.of(text);
      if (longNumbers.isEmpty()) {
        throw e;
      }
      return read(longNumbers.text(), longNumbers);
    }
  }

  private static Json read(String text, LongNumbers longNumbers) throws MalformedJson {
    StrictJson json = new StrictJson(text, longNumbers);
    try {
      Json value = json.value(0);
      json.expectEnd();
      return value;
    } catch (EOFException e) {
      throw new MalformedJson(text.isBlank() ? "it is empty" : "it ends in the middle of a value");
    } catch (MalformedJsonException e) {
      // Gson's message quotes the text and its own configuration: neither is for a caller.
      throw new MalformedJson(complaint(e) + json.position());
    } catch (IOException e) {
      throw new IllegalStateException("reading a string cannot fail", e);
    }
  }

  private static String complaint(MalformedJsonException fault) {
    boolean surrogate = String.valueOf(fault.getMessage()).startsWith("Unpaired surrogate");
    return surrogate ? "a string has half of a surrogate pair" : "it is not valid JSON";
  }

  private static String decode(byte[] utf8) throws MalformedJson {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(utf8))
          .toString();
    } catch (CharacterCodingException e) {
      throw new MalformedJson("it is not valid UTF-8");
    }
  }

  private Json value(int depth) throws IOException, MalformedJson {
    if (++values > MAX_VALUES) {
      throw MalformedJson.beyondLimits("it has more than " + MAX_VALUES + " values");
    }
    return switch (reader.peek()) {
      case BEGIN_OBJECT -> object(depth + 1);
      case BEGIN_ARRAY -> array(depth + 1);
      case STRING -> new Json.Str(reader.nextString());
      case NUMBER -> number(reader.nextString());
      case BOOLEAN -> new Json.Bool(reader.nextBoolean());
      case NULL -> {
        reader.nextNull();
        yield Json.NULL;
      }
      case END_ARRAY, END_OBJECT, NAME, END_DOCUMENT ->
          throw new MalformedJson("it is not valid JSON" + position());
    };
  }

  private void expectEnd() throws IOException, MalformedJson {
    try {
      if (reader.peek() == JsonToken.END_DOCUMENT) {
        return;
      }
    } catch (MalformedJsonException e) {
      // This is how Gson says it: in its strict mode nothing may follow.
    }
    throw new MalformedJson("there is text behind the JSON value");
  }

  private Json object(int depth) throws IOException, MalformedJson {
    checkDepth(depth);
    Map<String, Json> members = new LinkedHashMap<>();
    reader.beginObject();
    while (reader.hasNext()) {
      String name = reader.nextName();
      if (members.putIfAbsent(name, value(depth)) != null) {
        throw new MalformedJson("a member name stands twice in one object" + position());
      }
    }
    reader.endObject();
    return new Json.Obj(members);
  }

  private Json array(int depth) throws IOException, MalformedJson {
    checkDepth(depth);
    List<Json> items = new ArrayList<>();
    reader.beginArray();
    while (reader.hasNext()) {
      items.add(value(depth));
    }
    reader.endArray();
    return new Json.Arr(items);
  }

  private Json number(String text) throws MalformedJson {
    if (text.length() <= MAX_NUMBER_LENGTH) {
      return new Json.Num(text);
    }
    if (longNumbers.isEmpty()) {
      throw MalformedJson.beyondLimits("a number is too long");
    }
    return new Json.Num(longNumbers.next());
  }

  private static void checkDepth(int depth) throws MalformedJson {
    if (depth > MAX_NESTING) {
      throw MalformedJson.beyondLimits("it nests deeper than " + MAX_NESTING);
    }
  }

  private String position() {
    String path = reader.getPath();
    // The path holds member names of the caller's; a long one is no help and no place for secrets.
    return path.length() <= 64 ? " at " + path : "";
  }
}
