package dev.tollgate.upstream.hostile;

import com.google.errorprone.annotations.Immutable;
import dev.tollgate.upstream.ReceivedRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What servers of one API say, from which hostile ones make what is none. */
@Immutable
interface Speech {

  /** True when a stream is asked for. */
  boolean isStreamed(ReceivedRequest request);

  /** A whole answer. */
  String whole(String text, Stop stop, @Nullable Tokens used);

  /** A whole answer without any answer in it. */
  String hollow();

  /** The data of the events before the first text, possibly none. */
  List<String> opening();

  /** The data of an event with a piece of text. */
  String text(String text);

  /** The data of the events from the reason on: the last text is behind them. */
  List<String> closing(Stop stop, @Nullable Tokens used);

  /** The data of the event behind which nothing comes, or empty where the API has none. */
  String farewell();

  /** How a request is refused, or an answer breaks off. */
  Said fault(Fault fault);
}
