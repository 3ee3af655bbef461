package dev.tollgate.upstream.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads an event stream by the rules of the HTML standard, from buffers cut anywhere. An event that
 * the end of the stream cuts off is dropped, as the standard has it. Not thread-safe.
 */
public final class SseReader {

  /** Hears the events. */
  public interface Sink {

    /**
     * One event.
     *
     * @param type the value of its last {@code event} line, or null
     * @param data its data lines, joined by line feeds
     * @return false to ignore the rest of the stream
     * @throws MalformedStream when the event makes no sense
     */
    boolean event(@Nullable String type, String data) throws MalformedStream;
  }

  /** The longest line and the longest event, in bytes. */
  public static final int MAX_BYTES = 1 << 20;

  private static final int FIRST_PART_BYTES = 1024;
  private static final byte[] DATA = {'d', 'a', 't', 'a'};
  private static final byte[] EVENT = {'e', 'v', 'e', 'n', 't'};
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final Sink sink;

  // The beginning of a line whose end is not there yet.
  private byte[] part = {};
  private int partLength;

  private boolean firstLine = true;
  private boolean afterCarriageReturn;
  private boolean stopped;

  private @Nullable String type;
  private @Nullable String data;
  private @Nullable StringBuilder moreData;
  private int dataBytes;

  /** A reader that tells this sink. */
  public SseReader(Sink sink) {
    this.sink = sink;
  }

  /**
   * Reads a buffer to its end.
   *
   * @throws MalformedStream when a line or an event is too long or not valid UTF-8; nothing must be
   *     read after that
   */
  public void read(ByteBuffer buffer) throws MalformedStream {
    int length = buffer.remaining();
    if (buffer.hasArray()) {
      int from = buffer.arrayOffset() + buffer.position();
      buffer.position(buffer.limit());
      read(buffer.array(), from, from + length);
    } else {
      byte[] copy = new byte[length];
      buffer.get(copy);
      read(copy, 0, length);
    }
  }

  private void read(byte[] bytes, int from, int to) throws MalformedStream {
    int start = from;
    if (afterCarriageReturn && start < to) {
      afterCarriageReturn = false;
      if (bytes[start] == '\n') {
        start++;
      }
    }
    for (int at = start; at < to && !stopped; at++) {
      byte b = bytes[at];
      if (b == '\n' || b == '\r') {
        endOfLine(bytes, start, at);
        if (b == '\r') {
          if (at + 1 == to) {
            afterCarriageReturn = true;
          } else if (bytes[at + 1] == '\n') {
            at++;
          }
        }
        start = at + 1;
      }
    }
    if (start < to && !stopped) {
      keep(bytes, start, to);
    }
  }

  private void keep(byte[] bytes, int from, int to) throws MalformedStream {
    int needed = partLength + (to - from);
    if (needed > MAX_BYTES) {
      throw new MalformedStream("a line is longer than " + MAX_BYTES + " bytes");
    }
    if (needed > part.length) {
      int doubled = Math.min(Math.max(FIRST_PART_BYTES, 2 * part.length), MAX_BYTES);
      part = Arrays.copyOf(part, Math.max(doubled, needed));
    }
    System.arraycopy(bytes, from, part, partLength, to - from);
    partLength = needed;
  }

  private void endOfLine(byte[] bytes, int from, int to) throws MalformedStream {
    if (partLength == 0) {
      line(bytes, from, to);
      return;
    }
    keep(bytes, from, to);
    int length = partLength;
    partLength = 0;
    line(part, 0, length);
    if (part.length > FIRST_PART_BYTES) {
      // One long line must not cost the stream its memory until the end.
      part = new byte[] {};
    }
  }

  private void line(byte[] bytes, int lineStart, int to) throws MalformedStream {
    int from = lineStart;
    if (firstLine) {
      firstLine = false;
      if (startsWith(bytes, from, to, BYTE_ORDER_MARK)) {
        from += BYTE_ORDER_MARK.length;
      }
    }
    if (to - from > MAX_BYTES) {
      throw new MalformedStream("a line is longer than " + MAX_BYTES + " bytes");
    }
    if (from == to) {
      dispatch();
    } else if (isField(bytes, from, to, DATA)) {
      int value = valueStart(bytes, from + DATA.length, to);
      addData(decode(bytes, value, to), to - value);
    } else if (isField(bytes, from, to, EVENT)) {
      type = decode(bytes, valueStart(bytes, from + EVENT.length, to), to);
    }
  }

  private static boolean isField(byte[] bytes, int from, int to, byte[] name) {
    int end = from + name.length;
    return startsWith(bytes, from, to, name) && (end == to || bytes[end] == ':');
  }

  private static boolean startsWith(byte[] bytes, int from, int to, byte[] prefix) {
    if (to - from < prefix.length) {
      return false;
    }
    for (int i = 0; i < prefix.length; i++) {
      if (bytes[from + i] != prefix[i]) {
        return false;
      }
    }
    return true;
  }

  private static int valueStart(byte[] bytes, int colon, int to) {
    int value = Math.min(colon + 1, to);
    return value < to && bytes[value] == ' ' ? value + 1 : value;
  }

  private void addData(String value, int bytes) throws MalformedStream {
    dataBytes += bytes + 1;
    if (dataBytes > MAX_BYTES) {
      throw new MalformedStream("an event is longer than " + MAX_BYTES + " bytes");
    }
    if (data == null) {
      data = value;
    } else {
      if (moreData == null) {
        moreData = new StringBuilder(data);
      }
      moreData.append('\n').append(value);
    }
  }

  private void dispatch() throws MalformedStream {
    String eventType = type;
    String eventData = moreData == null ? data : moreData.toString();
    type = null;
    data = null;
    moreData = null;
    dataBytes = 0;
    if (eventData != null) {
      stopped = !sink.event(eventType, eventData);
    }
  }

  private static String decode(byte[] bytes, int from, int to) throws MalformedStream {
    // The constructor is an intrinsic and puts U+FFFD in place of what is malformed: only where one
    // stands must the slow decoder say whether the upstream sent it.
    String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
    if (text.indexOf('\uFFFD') < 0) {
      return text;
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes, from, to - from))
          .toString();
    } catch (CharacterCodingException e) {
      throw new MalformedStream("a line is not valid UTF-8");
    }
  }
}
