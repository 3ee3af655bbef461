package dev.tollgate.servlet.chat;

import com.google.common.base.Ticker;
import dev.tollgate.idempotency.KeptStream;
import dev.tollgate.idempotency.Reading;
import dev.tollgate.servlet.http.ConnectionControl;
import dev.tollgate.servlet.http.ErrorWriter;
import dev.tollgate.servlet.http.StreamJoin;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;

/** Sends a stream that another request began to those who ask for the same again. Thread-safe. */
public final class JoinedStreams implements StreamJoin {

  private final ErrorWriter errors;
  private final AnswerLimits limits;
  private final CallerConnection.Surroundings surroundings;

  /**
   * Sends within those limits.
   *
   * @param connections what this container can do with a connection
   */
  public JoinedStreams(
      ErrorWriter errors,
      AnswerLimits limits,
      ConnectionControl connections,
      ScheduledExecutorService timer) {
    this.errors = errors;
    this.limits = limits;
    this.surroundings =
        new CallerConnection.Surroundings(connections, timer, Ticker.systemTicker());
  }

  @Override
  public boolean join(KeptStream stream, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<Reading> reading = stream.read();
    if (reading.isEmpty()) {
      return false;
    }
    try {
      send(reading.get(), request, response);
    } catch (IOException | RuntimeException e) {
      reading.get().leave();
      throw e;
    }
    return true;
  }

  private void send(Reading reading, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    AsyncContext async = request.startAsync();
    async.setTimeout(0);
    CallerConnection caller = new CallerConnection(async, limits, surroundings);
    CallerAnswer answer = new CallerAnswer(caller, response, errors, true);
    caller.listen();
    answer.awaitStream(new StreamPlace(reading));
    reading.begin(answer);
  }
}
