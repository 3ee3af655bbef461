package dev.tollgate.upstream.openai;

import dev.tollgate.chat.ChatChunk;
import dev.tollgate.chat.ChatChunk.ContentDelta;
import dev.tollgate.upstream.codec.BadAnswer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands around the text in the events of one stream. Providers repeat it letter by letter, so
 * an event in the same frame needs no parsing: its text is what stands between. Not thread-safe.
 *
 * <p>Text with a quote, a backslash, a control character or half of a surrogate pair is left to the
 * parser. A frame is only taken once the parser has shown, by another text in it, that nothing else
 * in the event depends on what the text is.
 */
final class TextFrame {

  /** Some providers change another member with each event: parsing all twice would help nobody. */
  private static final int MOST_TRIES = 2;

  /** A frame stays for as long as its stream; events of text are much shorter than that. */
  private static final int LONGEST = 4096;

  private static final String BEGIN = "\"content\":\"";
  private static final char FIRST_PLAIN = ' ';

  private @Nullable String before;
  private String after = "";
  private int tries;

  /** The text of an event in the frame; null when the event has to be parsed. */
  @Nullable String textOf(String event) {
    String start = before;
    if (start == null
        || event.length() <= start.length() + after.length()
        || !event.startsWith(start)
        || !event.endsWith(after)) {
      return null;
    }
    String text = event.substring(start.length(), event.length() - after.length());
    return isPlain(text) ? text : null;
  }

  /** Looks for the frame of an event that was parsed and is nothing but this text. */
  void learn(String event, String text) {
    if (tries == MOST_TRIES || event.length() > LONGEST || !isPlain(text)) {
      return;
    }
    int from = event.indexOf(BEGIN + text + '"');
    if (from < 0) {
      return;
    }
    tries++;
    int at = from + BEGIN.length();
    String start = event.substring(0, at);
    String end = event.substring(at + text.length());
    if (isFrame(start, end, text + ".")) {
      before = start;
      after = end;
    }
  }

  private static boolean isFrame(String start, String end, String otherText) {
    List<ChatChunk> chunks = new ArrayList<>();
    OpenAiStreamJson parser = new OpenAiStreamJson(chunks::add);
    try {
      parser.parse(null, start + otherText + end);
    } catch (BadAnswer e) {
      return false;
    }
    // The beginning of a tool call tells nothing yet, and counts all the same.
    return !parser.hasToolCalls() && chunks.equals(List.of(new ContentDelta(otherText)));
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (pair) {
        i++;
      } else if (c == '"' || c == '\\' || c < FIRST_PLAIN || Character.isSurrogate(c)) {
        return false;
      }
    }
    return true;
  }
}
