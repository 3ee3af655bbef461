package dev.tollgate.servlet.admin;

import dev.tollgate.json.Json;
import dev.tollgate.keys.KeyModels;
import dev.tollgate.money.Money;
import dev.tollgate.refusal.Refusal;
import dev.tollgate.refusal.RefusalKind;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A body's members, read strictly: what is not exactly right is refused by its name.
 *
 * <p>A member that the call does not know is refused too: a mistyped limit that is silently ignored
 * would be no limit. A null counts as absent.
 */
final class Fields {

  private static final BigDecimal MAX_CREDITS = new BigDecimal("9000000000");
  private static final long MAX_COUNT = 1_000_000_000;
  // The last second of the year 9999; it also catches milliseconds taken for seconds.
  private static final long MAX_SECOND = 253_402_300_799L;

  private final Json.Obj object;

  private Fields(Json.Obj object) {
    this.object = object;
  }

  /**
   * Takes an object that has members of those names only.
   *
   * @throws Refusal when there is another
   */
  static Fields of(Json.Obj object, Set<String> allowed) {
    for (String name : object.members().keySet()) {
      if (!allowed.contains(name)) {
        String known = "allowed are " + String.join(", ", new TreeSet<>(allowed)) + ".";
        if (name.length() > 64) {
          throw Refusal.of(RefusalKind.INVALID_REQUEST, "A member is unknown; " + known);
        }
        throw invalid(name, "is unknown; " + known);
      }
    }
    return new Fields(object);
  }

  /** True when the member is there and not null. */
  boolean has(String name) {
    return object.present(name) != null;
  }

  /** Required text of 1 to {@code max} code points, not blank. */
  String text(String name, int max) {
    String text = optionalText(name, max);
    if (text == null) {
      throw invalid(name, "is required.");
    }
    if (text.codePoints().allMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c))) {
      throw invalid(name, "must not be blank.");
    }
    return text;
  }

  /** Text of at most {@code max} code points, or null when absent. */
  @Nullable String optionalText(String name, int max) {
    Json value = object.present(name);
    if (value == null) {
      return null;
    }
    if (!(value instanceof Json.Str string)) {
      throw invalid(name, "must be a string.");
    }
    String text = string.value();
    if (text.codePointCount(0, text.length()) > max) {
      throw invalid(name, "must have at most " + max + " characters.");
    }
    // A NUL fits no PostgreSQL text, and a line break in a name forges lines wherever it is
    // printed.
    if (text.codePoints().anyMatch(Character::isISOControl)) {
      throw invalid(name, "must have no control characters.");
    }
    return text;
  }

  /** What one of those words stands for, or null when absent. */
  <T> @Nullable T optionalWord(String name, Map<String, T> words) {
    Json value = object.present(name);
    if (value == null) {
      return null;
    }
    @Nullable T meant = value instanceof Json.Str string ? words.get(string.value()) : null;
    if (meant == null) {
      throw invalid(
          name, "must be one of " + String.join(", ", new TreeSet<>(words.keySet())) + ".");
    }
    return meant;
  }

  /** An integer from 1 to a billion, or null when absent. */
  @Nullable Long optionalCount(String name) {
    Json value = object.present(name);
    if (value == null) {
      return null;
    }
    if (value instanceof Json.Num number && number.isLong()) {
      long count = number.longValue();
      if (count >= 1 && count <= MAX_COUNT) {
        return count;
      }
    }
    throw invalid(name, "must be an integer from 1 to " + MAX_COUNT + ".");
  }

  /** A required true or false. */
  boolean flag(String name) {
    Json value = object.present(name);
    if (value == null) {
      throw invalid(name, "is required.");
    }
    if (value instanceof Json.Bool flag) {
      return flag.value();
    }
    throw invalid(name, "must be true or false.");
  }

  /** Ids of models, each once, or none when absent. */
  List<String> models(String name) {
    Json value = object.present(name);
    if (value == null) {
      return List.of();
    }
    Set<String> ids = new LinkedHashSet<>();
    if (value instanceof Json.Arr list && !list.items().isEmpty()) {
      for (Json item : list.items()) {
        if (!(item instanceof Json.Str id && KeyModels.isId(id.value()) && ids.add(id.value()))) {
          throw notModels(name);
        }
      }
    }
    if (ids.isEmpty() || ids.size() > KeyModels.MOST) {
      throw notModels(name);
    }
    return List.copyOf(ids);
  }

  private static Refusal notModels(String name) {
    return invalid(
        name, "must be a list of 1 to " + KeyModels.MOST + " ids of models, each given once.");
  }

  /** A number from 0 to 1 of at most nine decimals, or null when absent. */
  @Nullable BigDecimal optionalShare(String name) {
    Json value = object.present(name);
    if (value == null) {
      return null;
    }
    try {
      if (value instanceof Json.Num number) {
        BigDecimal share = number.decimal();
        if (share.signum() >= 0
            && share.compareTo(BigDecimal.ONE) <= 0
            && share.scale() <= KeyModels.DECIMALS) {
          return share;
        }
      }
    } catch (ArithmeticException | NumberFormatException e) {
      // An exponent beyond all measure.
      throw notShare(name);
    }
    throw notShare(name);
  }

  private static Refusal notShare(String name) {
    return invalid(
        name, "must be a number from 0 to 1 with at most " + KeyModels.DECIMALS + " decimals.");
  }

  /** A required amount of credits, not zero, of at most six decimals. */
  Money credits(String name) {
    Json value = object.present(name);
    if (value == null) {
      throw invalid(name, "is required.");
    }
    if (value instanceof Json.Num number) {
      try {
        BigDecimal credits = number.decimal();
        if (credits.signum() != 0 && credits.abs().compareTo(MAX_CREDITS) <= 0) {
          return Money.ofCredits(credits);
        }
      } catch (ArithmeticException | NumberFormatException e) {
        // More than six decimals, or an exponent beyond all measure: refused as the rest below.
        throw notCredits(name);
      }
    }
    throw notCredits(name);
  }

  private static Refusal notCredits(String name) {
    return invalid(
        name,
        "must be a number with at most 6 decimals, not 0, from -"
            + MAX_CREDITS
            + " to "
            + MAX_CREDITS
            + ".");
  }

  /** A time as Unix seconds or as ISO-8601, cut to whole seconds, or null when absent. */
  @Nullable Instant optionalTime(String name) {
    Json value = object.present(name);
    if (value == null) {
      return null;
    }
    long second = -1;
    if (value instanceof Json.Num number && number.isLong()) {
      second = number.longValue();
    } else if (value instanceof Json.Str string) {
      try {
        second = Instant.parse(string.value()).getEpochSecond();
      } catch (DateTimeException e) {
        throw notTime(name);
      }
    }
    if (second < 0 || second > MAX_SECOND) {
      throw notTime(name);
    }
    return Instant.ofEpochSecond(second);
  }

  private static Refusal notTime(String name) {
    return invalid(
        name, "must be a time in Unix seconds or as 2027-01-31T12:00:00Z, from 1970 to 9999.");
  }

  private static Refusal invalid(String name, String complaint) {
    return Refusal.ofField(RefusalKind.INVALID_REQUEST, name, "'" + name + "' " + complaint);
  }
}
