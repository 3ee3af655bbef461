package dev.tollgate.upstream.codec;

import dev.tollgate.json.Json;
import dev.tollgate.json.MalformedJson;
import dev.tollgate.json.StrictJson;
import org.jspecify.annotations.Nullable;

/** Reads members of what an upstream sent: absent and null are one, a wrong type is no answer. */
public final class AnswerFields {

  /** What a count that is no count is reported as. */
  public static final long NONSENSE = -1;

  private AnswerFields() {}

  /** A whole body, which must be an object. */
  public static Json.Obj object(byte[] body) throws BadAnswer {
    try {
      return object(StrictJson.read(body));
    } catch (MalformedJson e) {
      throw BadAnswer.shape("the answer is no JSON that we take");
    }
  }

  /** The data of one event, which must be an object. */
  public static Json.Obj object(String data) throws BadAnswer {
    try {
      return object(StrictJson.read(data));
    } catch (MalformedJson e) {
      throw BadAnswer.shape("a chunk is no JSON that we take");
    }
  }

  private static Json.Obj object(Json json) throws BadAnswer {
    if (json instanceof Json.Obj object) {
      return object;
    }
    throw BadAnswer.shape("the answer is no object");
  }

  /** A text member; null when it is absent or null. */
  public static @Nullable String text(Json.Obj holder, String name) throws BadAnswer {
    Json value = holder.present(name);
    if (value == null) {
      return null;
    }
    if (value instanceof Json.Str text) {
      return text.value();
    }
    throw BadAnswer.shape(name + " is no string");
  }

  /** A text member that is not empty; null otherwise. */
  public static @Nullable String nonEmptyText(Json.Obj holder, String name) throws BadAnswer {
    String text = text(holder, name);
    return text == null || text.isEmpty() ? null : text;
  }

  /** A member that is an object; null when it is absent or null. */
  public static Json.@Nullable Obj object(Json.Obj holder, String name) throws BadAnswer {
    Json value = holder.present(name);
    if (value == null) {
      return null;
    }
    if (value instanceof Json.Obj object) {
      return object;
    }
    throw BadAnswer.shape(name + " is no object");
  }

  /** A member that is an array; null when it is absent or null. */
  public static Json.@Nullable Arr array(Json.Obj holder, String name) throws BadAnswer {
    Json value = holder.present(name);
    if (value == null) {
      return null;
    }
    if (value instanceof Json.Arr array) {
      return array;
    }
    throw BadAnswer.shape(name + " is no array");
  }

  /** A count of tokens: a claim, so nonsense is kept, as {@link #NONSENSE}. */
  public static long count(@Nullable Json value) {
    if (value instanceof Json.Num number && number.isLong()) {
      return Math.max(NONSENSE, number.longValue());
    }
    return NONSENSE;
  }
}
