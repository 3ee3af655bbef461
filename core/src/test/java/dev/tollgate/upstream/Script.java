package dev.tollgate.upstream;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * What a {@link ScriptedProvider} does with one request: steps, played in order. A test releases
 * the holds and waits for what happened, always with a deadline.
 */
public final class Script {

  /** How long a test waits for anything. */
  public static final Duration DEADLINE = Duration.ofSeconds(10);

  /** One thing that the provider does. */
  @FunctionalInterface
  public interface Step {
    /** Does it; an exception means that the client is gone. */
    public void play(ProviderWire wire) throws IOException;
  }

  private final List<Step> steps = new ArrayList<>();
  private final Semaphore releases = new Semaphore(0);
  private final Semaphore holds = new Semaphore(0);
  private final CountDownLatch started = new CountDownLatch(1);
  private final CountDownLatch finished = new CountDownLatch(1);
  private final CountDownLatch clientClosed = new CountDownLatch(1);

  private Script() {}

  /** A script that does nothing yet. */
  public static Script empty() {
    return new Script();
  }

  /** A whole answer of status 200. */
  public static Script json(String body) {
    return status(200, body);
  }

  /** A whole answer with that status and further header lines. */
  public static Script status(int status, String body, String... headers) {
    return answer(status, "application/json", body, headers);
  }

  /** A whole answer of any type. */
  public static Script answer(int status, String type, String body, String... headers) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Scripted\r\n");
    head.append("Content-Type: ").append(type).append("\r\n");
    head.append("Content-Length: ").append(bytes.length).append("\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    return new Script().raw(head + "\r\n").then(wire -> wire.write(bytes));
  }

  /** The head of a chunked event stream; events follow. */
  public static Script stream() {
    return new Script()
        .raw("HTTP/1.1 200 OK\r\n")
        .raw("Content-Type: text/event-stream\r\n")
        .raw("Transfer-Encoding: chunked\r\n\r\n");
  }

  /** A whole event stream, as a server that knows its length sends it. */
  public static Script events(String body) {
    return answer(200, "text/event-stream; charset=utf-8", body);
  }

  /** Adds a step. */
  public Script then(Step step) {
    steps.add(step);
    return this;
  }

  /** Bytes as they are, outside of any framing. */
  public Script raw(String text) {
    return then(wire -> wire.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** One event of a stream, in one write. */
  public Script event(String data) {
    return part("data: " + data + "\n\n");
  }

  /** Any text of a stream, as one chunk of the transfer coding. */
  public Script part(String text) {
    return part(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Any bytes of a stream, as one chunk of the transfer coding. */
  public Script part(byte[] bytes) {
    return then(wire -> wire.writeChunk(bytes));
  }

  /** The end of a stream: {@code [DONE]} and the last chunk of the transfer coding. */
  public Script done() {
    return event("[DONE]").end();
  }

  /** The last chunk of the transfer coding alone. */
  public Script end() {
    return raw("0\r\n\r\n");
  }

  /** Waits until the test calls {@link #release}, or the client is gone. */
  public Script hold() {
    return then(
        wire -> {
          holds.release();
          wire.await(releases);
        });
  }

  /** Closes the connection in good order. */
  public Script cut() {
    return then(ProviderWire::close);
  }

  /** Says that nothing more will come, and goes on reading. */
  public Script halfClose() {
    return then(ProviderWire::halfClose);
  }

  /** Resets the connection. */
  public Script reset() {
    return then(ProviderWire::reset);
  }

  /** Lets one hold go on. */
  public void release() {
    releases.release();
  }

  /** Waits until the next hold is reached. */
  public void awaitHold() throws InterruptedException {
    check(holds.tryAcquire(DEADLINE.toMillis(), TimeUnit.MILLISECONDS), "no hold was reached");
  }

  /** Waits until the request is there. */
  public void awaitStart() throws InterruptedException {
    check(started.await(DEADLINE.toMillis(), TimeUnit.MILLISECONDS), "no request came");
  }

  /** True when all steps were played within that time. */
  public boolean isFinishedWithin(Duration time) throws InterruptedException {
    return finished.await(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** True when the client closed or reset the connection within that time. */
  public boolean isClientGoneWithin(Duration time) throws InterruptedException {
    return clientClosed.await(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Plays all steps, as a step of another script may. */
  public void play(ProviderWire wire) throws IOException {
    started.countDown();
    for (Step step : List.copyOf(steps)) {
      step.play(wire);
    }
    finished.countDown();
  }

  void clientGone() {
    clientClosed.countDown();
  }

  private static void check(boolean happened, String complaint) {
    if (!happened) {
      throw new AssertionError(complaint + " within " + DEADLINE);
    }
  }
}
