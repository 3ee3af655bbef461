package dev.tollgate.idempotency;

import dev.tollgate.refusal.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * A stream under way whose events are kept, so that whoever asks for it again has all of them from
 * the first. It goes on for a grace time when nobody reads it any more.
 *
 * <p>Whoever makes it tells it as to one reader, and all who read are told what he was told.
 * Everybody reads at his own pace: the source is slowed only while all who read are slow. A stream
 * that outgrows its bounds goes on for those who read it, who then are sent what comes whether they
 * asked to wait or not, and is open to nobody else. Thread-safe.
 */
public final class KeptStream implements StreamReader {

  /** How many events are handed on at once to one who catches up. */
  private static final int PORTION = 16;

  /** What a reader is handed. */
  interface Portion {
    void tell(StreamReader reader);
  }

  private interface Last {
    void tell(StreamReader reader, List<byte[]> rest);
  }

  final Object lock = new Object();

  private final StreamKeeping keeping;
  private final EventLog log;
  private final List<Reading> readings = new ArrayList<>();

  private boolean abandoned;
  private @Nullable Last last;
  private @Nullable StreamSource source;
  private @Nullable Future<?> grace;

  private final Object turn = new Object();

  /** What the source was told last; guarded by the turn. */
  private boolean slowed;

  KeptStream(StreamKeeping keeping) {
    this.keeping = keeping;
    this.log = new EventLog(keeping);
  }

  /** Begins to read from the first event; empty when the stream is not open. */
  public Optional<Reading> read() {
    synchronized (lock) {
      if (!isOpen()) {
        return Optional.empty();
      }
      if (grace != null) {
        grace.cancel(false);
        grace = null;
      }
      Reading reading = new Reading(this);
      readings.add(reading);
      return Optional.of(reading);
    }
  }

  /** True while one more may read all of it: not once it has ended, was given up or is too long. */
  boolean isOpen() {
    synchronized (lock) {
      return log.isWhole() && !isOver() && keeping.allowsMoreReaders(readings.size());
    }
  }

  /** Makes the source known, and tells it what is wanted of it already. */
  public void comesFrom(StreamSource maker) {
    boolean unwanted;
    synchronized (lock) {
      source = maker;
      unwanted = abandoned;
    }
    if (unwanted) {
      maker.abandon();
    } else {
      pace();
    }
  }

  @Override
  public void events(List<byte[]> more) {
    boolean unwanted;
    List<Reading> all;
    synchronized (lock) {
      if (last != null) {
        return;
      }
      more.forEach(log::add);
      unwanted = !log.isWhole() && readings.isEmpty() && giveUp();
      all = List.copyOf(readings);
    }
    all.forEach(Reading::feed);
    if (unwanted) {
      tellAbandoned();
    }
  }

  /** All events so far in one piece; empty when they are not all kept. */
  public Optional<byte[]> bytes() {
    synchronized (lock) {
      return log.bytes();
    }
  }

  @Override
  public void end(List<byte[]> rest) {
    end((reader, unsent) -> reader.end(both(unsent, rest)));
  }

  @Override
  public void fail(List<byte[]> rest, Refusal why, byte[] asEvent) {
    end((reader, unsent) -> reader.fail(both(unsent, rest), why, asEvent));
  }

  @Override
  public void abandon() {
    end((reader, unsent) -> reader.abandon());
  }

  private static List<byte[]> both(List<byte[]> first, List<byte[]> second) {
    List<byte[]> both = new ArrayList<>(first);
    both.addAll(second);
    return both;
  }

  private void end(Last how) {
    List<Reading> all;
    synchronized (lock) {
      if (last != null) {
        return;
      }
      last = how;
      log.stopCounting();
      if (grace != null) {
        grace.cancel(false);
      }
      all = List.copyOf(readings);
      letGo();
    }
    all.forEach(Reading::feed);
  }

  /** What has ended and is read by nobody is not kept here: what was stored with its charge is. */
  private void letGo() {
    if (last != null && readings.isEmpty()) {
      log.letGo();
    }
  }

  /** What is next for that one; null when nothing is, and he is not busy any more then. */
  @Nullable Portion next(Reading reading) {
    synchronized (lock) {
      Last end = last;
      boolean all = end != null || !log.isWhole();
      boolean waits = reading.paused && !all;
      if (reading.gone || waits || (reading.seen == log.size() && end == null)) {
        reading.busy = false;
        return null;
      }
      List<byte[]> more = log.behind(reading.seen, all ? Integer.MAX_VALUE : PORTION);
      reading.seen += more.size();
      if (end == null) {
        forget();
        return reader -> reader.events(more);
      }
      reading.gone = true;
      readings.remove(reading);
      letGo();
      return reader -> end.tell(reader, more);
    }
  }

  /** Drops what nobody needs: all who read have had it, and nobody else may begin. */
  private void forget() {
    readings.stream().mapToInt(reading -> reading.seen).min().ifPresent(log::forget);
  }

  void leave(Reading reading) {
    boolean unwanted = false;
    synchronized (lock) {
      reading.gone = true;
      boolean wasHere = readings.remove(reading);
      letGo();
      if (!wasHere || isOver()) {
        return;
      }
      if (!readings.isEmpty()) {
        forget();
      } else if (log.isWhole()) {
        grace = keeping.afterGrace(this::graceOver);
      } else {
        unwanted = giveUp();
      }
    }
    if (unwanted) {
      tellAbandoned();
    } else {
      pace();
    }
  }

  private void graceOver() {
    synchronized (lock) {
      if (!readings.isEmpty() || isOver()) {
        return;
      }
      giveUp();
    }
    tellAbandoned();
  }

  private boolean isOver() {
    return last != null || abandoned;
  }

  /** True when it was not given up before. */
  private boolean giveUp() {
    boolean first = !abandoned;
    abandoned = true;
    log.stopCounting();
    return first;
  }

  private void tellAbandoned() {
    StreamSource maker;
    synchronized (lock) {
      maker = source;
    }
    if (maker != null) {
      maker.abandon();
    }
  }

  /** Has the source wait or go on as it is wanted now; what it hears last is the newest wish. */
  void pace() {
    synchronized (turn) {
      StreamSource maker;
      boolean slow;
      synchronized (lock) {
        maker = source;
        slow = !readings.isEmpty() && readings.stream().allMatch(reading -> reading.paused);
      }
      if (maker == null || slow == slowed) {
        return;
      }
      slowed = slow;
      if (slow) {
        maker.pause();
      } else {
        maker.resume();
      }
    }
  }
}
