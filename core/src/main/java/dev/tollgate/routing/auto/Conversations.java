package dev.tollgate.routing.auto;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import com.google.common.primitives.Longs;
import dev.tollgate.catalog.Model;
import dev.tollgate.chat.ChatRequest;
import dev.tollgate.chat.Content;
import dev.tollgate.chat.Message;
import dev.tollgate.routing.NanoTicker;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Which model each conversation is with: the one that answered it last. In the memory of this
 * process, for an hour after its last request, of the last hundred thousand. Thread-safe.
 *
 * <p>A conversation is known by who has it, and by what stands before the model's first answer:
 * that is sent again with each turn.
 */
final class Conversations {

  private static final Duration MEMORY = Duration.ofHours(1);
  private static final int REMEMBERED = 100_000;

  /** A text of more than twice as many characters is known by its two ends and its length. */
  private static final int READ = 2_048;

  private final Cache<ConversationId, Model> models;

  /**
   * None yet.
   *
   * @param nanoClock as {@link System#nanoTime}; thread-safe
   */
  Conversations(LongSupplier nanoClock) {
    models =
        CacheBuilder.newBuilder()
            .ticker(new NanoTicker(nanoClock))
            .expireAfterAccess(MEMORY)
            .maximumSize(REMEMBERED)
            .build();
  }

  /**
   * One conversation, at one of its turns.
   *
   * @param goesOn false at its first turn
   */
  record Turn(ConversationId id, boolean goesOn) {}

  /** The model it has been with; empty at its first turn, and when that is forgotten. */
  Optional<Model> model(Turn turn) {
    return turn.goesOn() ? Optional.ofNullable(models.getIfPresent(turn.id())) : Optional.empty();
  }

  /** It is with that model from now on. */
  void stay(ConversationId conversation, Model model) {
    models.put(conversation, model);
  }

  /** The turn that the request is of the asker's conversation with that auto model. */
  static Turn turn(String autoModel, String asker, ChatRequest request) {
    Hasher hasher = Hashing.murmur3_128().newHasher();
    put(hasher, autoModel);
    put(hasher, asker);
    boolean goesOn = false;
    for (Message message : request.messages()) {
      if (message instanceof Message.Assistant || message instanceof Message.ToolResult) {
        goesOn = true;
        break;
      }
      if (message instanceof Message.Instructions instructions) {
        hasher.putByte((byte) 'i');
        put(hasher, instructions.content());
      } else if (message instanceof Message.User user) {
        hasher.putByte((byte) 'u');
        put(hasher, user.content());
      }
    }
    byte[] hash = hasher.hash().asBytes();
    long high = Longs.fromByteArray(hash);
    long low = Longs.fromByteArray(Arrays.copyOfRange(hash, Long.BYTES, 2 * Long.BYTES));
    return new Turn(new ConversationId(high, low), goesOn);
  }

  private static void put(Hasher hasher, Content content) {
    if (content instanceof Content.Parts parts) {
      parts.texts().forEach(text -> put(hasher, text));
    } else {
      put(hasher, content.text());
    }
  }

  private static void put(Hasher hasher, String text) {
    int length = text.length();
    hasher.putInt(length);
    int head = Math.min(length, READ);
    put(hasher, text, 0, head);
    put(hasher, text, Math.max(head, length - READ), length);
  }

  /** Four characters at a time, as each step of the hash costs the same. */
  private static void put(Hasher hasher, String text, int from, int to) {
    int at = from;
    while (at + 4 <= to) {
      long first = ((long) text.charAt(at) << 16) | text.charAt(at + 1);
      long second = ((long) text.charAt(at + 2) << 16) | text.charAt(at + 3);
      hasher.putLong((first << 32) | second);
      at += 4;
    }
    while (at < to) {
      hasher.putChar(text.charAt(at));
      at++;
    }
  }
}
