package dev.tollgate.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One mapping of the file, read key by key.
 *
 * <p>A key that is missing gives the fallback. A key that is wrong adds a problem and gives the
 * fallback too, so that reading goes on and finds the rest; the result is thrown away then.
 */
final class Section {

  private static final String WANTS_TEXT = "must be a single value, not a list or a group of keys";

  private final Spot spot;
  private final Map<String, Yaml> members;
  private final Problems problems;
  private final boolean faulty;

  private Section(Spot spot, Map<String, Yaml> members, Problems problems, boolean faulty) {
    this.spot = spot;
    this.members = members;
    this.problems = problems;
    this.faulty = faulty;
  }

  /** Reads that value as a mapping with no keys but the known ones. */
  static Section of(Yaml value, Problems problems, List<String> known) {
    if (value instanceof Yaml.Members mapping) {
      mapping
          .members()
          .forEach(
              (key, member) -> {
                if (!known.contains(key)) {
                  problems.add(member.spot(), "unknown key; " + Suggestion.of(key, known));
                }
              });
      return new Section(value.spot(), mapping.members(), problems, false);
    }
    if (value instanceof Yaml.Absent) {
      return new Section(value.spot(), Map.of(), problems, false);
    }
    if (!(value instanceof Yaml.Faulty)) {
      problems.add(value.spot(), "must be a group of keys: " + String.join(", ", known));
    }
    return new Section(value.spot(), Map.of(), problems, true);
  }

  Spot spot() {
    return spot;
  }

  /** The place of a key, the section's own line when the key is missing. */
  Spot spot(String key) {
    Yaml value = members.get(key);
    return value == null ? spot.member(key, spot.line()) : value.spot();
  }

  boolean has(String key) {
    return !(value(key) instanceof Yaml.Absent);
  }

  void fault(String key, String message) {
    problems.add(spot(key), message);
  }

  private Yaml value(String key) {
    Yaml value = members.get(key);
    if (value != null) {
      return value;
    }
    // What is missing from something that is no mapping at all is no second problem.
    return faulty ? new Yaml.Faulty(spot(key)) : new Yaml.Absent(spot(key));
  }

  /** The scalar of that key; null when it is missing or wrong. */
  @Nullable Word word(String key) {
    return word(value(key));
  }

  private @Nullable Word word(Yaml value) {
    if (value instanceof Yaml.Text text) {
      return new Word(text.spot(), text.value(), text.literal());
    }
    if (value instanceof Yaml.Items || value instanceof Yaml.Members) {
      problems.add(value.spot(), WANTS_TEXT);
    }
    return null;
  }

  /** The scalar of a key that must be there and must not be empty; null when it is not. */
  @Nullable Word requiredWord(String key) {
    if (!has(key)) {
      fault(key, "is required");
      return null;
    }
    Word word = word(key);
    if (word != null && word.text().isBlank()) {
      fault(key, "must not be empty");
      return null;
    }
    return word;
  }

  /** A text that is not empty. */
  String text(String key, String fallback) {
    if (!has(key)) {
      return fallback;
    }
    Word word = requiredWord(key);
    return word == null ? fallback : word.text();
  }

  /** A secret, which may be empty; it ends up in a header, so it is visible ASCII. */
  Secret headerSecret(String key) {
    Secret secret = secret(key);
    if (!secret.value().chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      fault(key, "must be ASCII without spaces or line breaks");
    }
    return secret;
  }

  /** A secret, which may be empty. */
  Secret secret(String key) {
    Word word = word(key);
    return word == null ? Secret.NONE : new Secret(word.text());
  }

  Duration duration(String key, Duration fallback) {
    Word word = word(key);
    if (word == null) {
      return fallback;
    }
    Optional<Duration> duration = Quantities.duration(word.text());
    if (duration.isEmpty()) {
      fault(key, "must be a duration such as 250ms, 30s, 5m or 24h");
    } else if (!Ranges.allows(duration.get())) {
      fault(key, "must be between 1ms and 8784h");
    } else {
      return duration.get();
    }
    return fallback;
  }

  long size(String key, long fallback) {
    Word word = word(key);
    if (word == null) {
      return fallback;
    }
    OptionalLong size = Quantities.size(word.text());
    if (size.isEmpty()) {
      fault(key, "must be a size such as 65536, 64KiB or 8MiB");
    } else if (size.getAsLong() < 1 || size.getAsLong() > Ranges.LARGEST_BYTES) {
      fault(key, "must be between 1B and 1GiB");
    } else {
      return size.getAsLong();
    }
    return fallback;
  }

  long count(String key, long least, long most, long fallback) {
    Word word = word(key);
    if (word == null) {
      return fallback;
    }
    OptionalLong count = Quantities.count(word.text());
    if (count.isEmpty() || count.getAsLong() < least || count.getAsLong() > most) {
      fault(key, "must be a whole number from " + least + " to " + most);
      return fallback;
    }
    return count.getAsLong();
  }

  /** A number of whole days. */
  int days(String key, int least, int most, int fallback) {
    Word word = word(key);
    if (word == null) {
      return fallback;
    }
    OptionalInt days = Quantities.days(word.text());
    if (days.isEmpty() || days.getAsInt() < least || days.getAsInt() > most) {
      fault(key, "must be whole days from " + least + "d to " + most + "d, such as 400d");
      return fallback;
    }
    return days.getAsInt();
  }

  boolean flag(String key, boolean fallback) {
    Word word = word(key);
    if (word == null) {
      return fallback;
    }
    boolean on = word.text().equals("true");
    if (!on && !word.text().equals("false")) {
      fault(key, "must be true or false");
      return fallback;
    }
    return on;
  }

  /** A decimal in that range, or null when it is missing or wrong. */
  @Nullable BigDecimal decimal(String key, long most, int decimals, String what) {
    Word word = word(key);
    if (word == null) {
      return null;
    }
    BigDecimal value = Quantities.decimal(word.text()).orElse(null);
    if (value == null
        || value.signum() < 0
        || value.compareTo(BigDecimal.valueOf(most)) > 0
        || value.scale() > decimals) {
      fault(key, "must be " + what);
      return null;
    }
    return value;
  }

  /** The mapping of that key; one without keys when it is missing or wrong. */
  Section group(String key, List<String> known) {
    return of(value(key), problems, known);
  }

  /** The mappings of a list that must be there and must not be empty. */
  List<Section> requiredGroups(String key, List<String> known) {
    List<Section> groups = new ArrayList<>();
    for (Yaml item : requiredItems(key)) {
      if (item instanceof Yaml.Absent) {
        problems.add(item.spot(), "must be a group of keys: " + String.join(", ", known));
      } else if (!(item instanceof Yaml.Faulty)) {
        groups.add(of(item, problems, known));
      }
    }
    return groups;
  }

  private List<Yaml> requiredItems(String key) {
    if (!has(key)) {
      fault(key, "is required");
      return List.of();
    }
    List<Yaml> items = items(key);
    if (items.isEmpty() && value(key) instanceof Yaml.Items) {
      fault(key, "must have at least one entry");
    }
    return items;
  }

  private List<Yaml> items(String key) {
    Yaml value = value(key);
    if (value instanceof Yaml.Items list) {
      return list.items();
    }
    if (!(value instanceof Yaml.Absent || value instanceof Yaml.Faulty)) {
      fault(key, "must be a list");
    }
    return List.of();
  }

  /** The scalars of a list that may be missing. */
  List<Word> words(String key) {
    return words(items(key));
  }

  /** The scalars of a list that must be there and must not be empty. */
  List<Word> requiredWords(String key) {
    return words(requiredItems(key));
  }

  private List<Word> words(List<Yaml> items) {
    List<Word> words = new ArrayList<>();
    for (Yaml item : items) {
      Word word = word(item);
      if (word != null) {
        words.add(word);
      } else if (item instanceof Yaml.Absent) {
        problems.add(item.spot(), "must not be empty");
      }
    }
    return words;
  }
}
