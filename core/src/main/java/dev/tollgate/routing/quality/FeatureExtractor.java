package dev.tollgate.routing.quality;

import dev.tollgate.chat.ChatRequest;
import dev.tollgate.chat.Content;
import dev.tollgate.chat.Message;
import java.util.List;

/**
 * Reads a conversation: the user's last turn in full weight, the instructions and the turns before
 * it for their words and lengths.
 *
 * <p>However long the conversation is, at most {@value #LAST_HEAD} + {@value #LAST_TAIL} characters
 * of the last turn are read, its head and its tail, and the last {@value #EARLIER} of the
 * instructions and of each of {@value #EARLIER_TURNS} turns before: what is asked stands at an end.
 */
public final class FeatureExtractor {

  /** How many numbers describe a conversation's shape. */
  public static final int SHAPES = Shape.COUNT;

  /** How many buckets words are hashed into. */
  public static final int BUCKETS = WordBag.BUCKETS;

  private static final int LAST_HEAD = 6000;
  private static final int LAST_TAIL = 4000;
  private static final int EARLIER = 1000;
  private static final int EARLIER_TURNS = 6;

  private static final String CUE_TO_ANSWER = "Answer:";

  /** What it reads of that conversation. */
  public Features extract(ChatRequest request) {
    List<Message> messages = request.messages();
    int lastTurn = lastUserTurn(messages);
    TextScan last = new TextScan();
    TextScan before = new TextScan();
    long lastChars = 0;
    long instructionChars = 0;
    long earlierChars = 0;
    int toolCalls = 0;
    for (int i = 0; i < messages.size(); i++) {
      Message message = messages.get(i);
      // Behind the last turn stand the calls and results of a tool loop, however many.
      int of = i > lastTurn ? messages.size() : lastTurn;
      boolean near = i >= of - EARLIER_TURNS;
      if (i == lastTurn) {
        lastChars = readLast(last, message);
      } else if (message instanceof Message.Instructions) {
        instructionChars += readEarlier(before, message, true);
      } else {
        earlierChars += readEarlier(before, message, near);
      }
      if (message instanceof Message.Assistant assistant) {
        toolCalls += assistant.toolCalls().size();
      }
    }
    Reading.Counts counts =
        new Reading.Counts(
            messages.size(),
            request.tooling().tools().size(),
            toolCalls,
            request.responseFormat() != null);
    Reading reading =
        new Reading(last, before.bag, lastChars, instructionChars, earlierChars, counts);
    return new Features(Gate.of(last.options.count()), Shape.of(reading), last.bag, before.bag);
  }

  /** The last message of the user, or the last of all when there is none. */
  private static int lastUserTurn(List<Message> messages) {
    for (int i = messages.size() - 1; i >= 0; i--) {
      if (messages.get(i) instanceof Message.User) {
        return i;
      }
    }
    return messages.size() - 1;
  }

  private static long readLast(TextScan scan, Message message) {
    String text = text(message);
    int end = askedUntil(text);
    if (end <= LAST_HEAD + LAST_TAIL) {
      scan.read(text, 0, end);
    } else {
      scan.read(text, 0, LAST_HEAD);
      scan.read(text, end - LAST_TAIL, end);
    }
    return end;
  }

  /** Where the question ends: a closing request to answer says which form it came in, no more. */
  private static int askedUntil(String text) {
    int end = trimmed(text, text.length());
    int start = end - CUE_TO_ANSWER.length();
    return start > 0 && text.startsWith(CUE_TO_ANSWER, start) ? trimmed(text, start) : end;
  }

  private static int trimmed(String text, int end) {
    int last = end;
    while (last > 0 && Character.isWhitespace(text.charAt(last - 1))) {
      last--;
    }
    return last;
  }

  private static long readEarlier(TextScan scan, Message message, boolean near) {
    String text = text(message);
    if (near) {
      scan.read(text, Math.max(0, text.length() - EARLIER), text.length());
    }
    return text.length();
  }

  private static String text(Message message) {
    Content content =
        message instanceof Message.Instructions instructions
            ? instructions.content()
            : message instanceof Message.User user
                ? user.content()
                : message instanceof Message.ToolResult result
                    ? result.content()
                    : ((Message.Assistant) message).content();
    return content == null ? "" : content.text();
  }
}
