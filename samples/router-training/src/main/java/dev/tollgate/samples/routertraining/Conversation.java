package dev.tollgate.samples.routertraining;

import dev.tollgate.chat.ChatRequest;
import dev.tollgate.chat.Content;
import dev.tollgate.chat.Message;
import dev.tollgate.chat.Sampling;
import dev.tollgate.chat.Tooling;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Conversations of made-up words, of which hardly one is said twice: the most there is to read. */
final class Conversation {

  private static final int VOCABULARY = 20_000;
  private static final int SPREAD = 977;

  private Conversation() {}

  /** One of so many characters, in so many messages of the same length. */
  @SuppressWarnings("NullAway") // javac 17 loses @Nullable on a nested type.
  static ChatRequest of(int chars, int turns) {
    SplittableRandom random = new SplittableRandom(1);
    List<Message> messages = new ArrayList<>();
    for (int i = 0; i < turns; i++) {
      Content text = new Content.Text(text(random, chars / turns));
      // The last of them is the user's.
      boolean user = (turns - i) % 2 == 1;
      messages.add(
          user ? new Message.User(text) : new Message.Assistant(text, List.of(), null, null));
    }
    return new ChatRequest(
        null, messages, false, null, Sampling.DEFAULT, Tooling.NONE, null, null, Map.of(), chars);
  }

  private static String text(SplittableRandom random, int chars) {
    StringBuilder text = new StringBuilder();
    while (text.length() < chars) {
      String word = Integer.toString(random.nextInt(VOCABULARY) * SPREAD, Character.MAX_RADIX);
      text.append(word.replaceAll("[0-9]", "e")).append(random.nextInt(12) == 0 ? ".\n" : " ");
    }
    text.setLength(chars);
    return text.toString();
  }
}
