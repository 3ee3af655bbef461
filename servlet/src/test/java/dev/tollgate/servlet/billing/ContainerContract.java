package dev.tollgate.servlet.billing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.billing.Settlement;
import dev.tollgate.chat.Usage;
import dev.tollgate.money.Money;
import dev.tollgate.servlet.fixtures.App;
import dev.tollgate.servlet.fixtures.Client;
import dev.tollgate.servlet.fixtures.Container;
import dev.tollgate.servlet.fixtures.ExactBooks;
import dev.tollgate.servlet.fixtures.RawHttp;
import dev.tollgate.servlet.fixtures.Stage;
import dev.tollgate.servlet.http.ErrorWriter;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * However a request ends, its hold ends once and its charge is the right one: to be proved in every
 * container, because each has its own idea of when a request is over.
 */
abstract class ContainerContract {

  private static final Money START = Money.ofNanos(100_000);
  private static final String USAGE = "\"usage\":{\"prompt_tokens\":40,\"completion_tokens\":8}";
  private static final Money COST = Money.ofNanos(40 * 2 + 8 * 5);

  private final ExactBooks books = new ExactBooks(START);

  abstract Container start(App app);

  @FunctionalInterface
  private interface Calls {
    void on(Container container) throws Exception;
  }

  /** Serves that work behind the filter, lets the caller call, and gives the hold's one ending. */
  private Settlement ending(App.Work work, Calls calls) throws Exception {
    MeteringFilter filter =
        new MeteringFilter(
            Stage.billing(books),
            Stage.callers(),
            QuoteSource.always(Stage.QUOTE),
            new ErrorWriter());
    Settlement ending;
    try (Container container = start(new App().asyncFilter("/*", filter).work("/*", work))) {
      calls.on(container);
      ending = books.nextEnding();
    }
    assertThat(books.endingCommands()).isEqualTo(1);
    assertThat(books.openHolds()).isZero();
    assertThat(books.posted()).isEqualTo(START.minus(ending.charged()));
    return ending;
  }

  private static Calls expecting(int status) {
    return container -> assertThat(new Client(container).get("/").statusCode()).isEqualTo(status);
  }

  private static void writeJson(ServletResponse response) throws IOException {
    response.setContentType("application/json");
    response
        .getOutputStream()
        .write(("{\"choices\":[]," + USAGE + "}").getBytes(StandardCharsets.UTF_8));
  }

  private static void later(AsyncContext context, App.Work work) {
    context.start(
        () -> {
          try {
            work.answer(
                (HttpServletRequest) context.getRequest(),
                (HttpServletResponse) context.getResponse());
          } catch (Exception e) {
            // What a servlet does when its caller is gone: it gives up.
          }
          try {
            context.complete();
          } catch (IllegalStateException e) {
            // The container was faster.
          }
        });
  }

  @Test
  void anOrdinaryAnswerIsChargedByItsUsage() throws Exception {
    Settlement ending = ending((request, response) -> writeJson(response), expecting(200));

    assertThat(ending.state()).isEqualTo(Settlement.State.SETTLED);
    assertThat(ending.usage()).isEqualTo(Usage.of(40, 8));
    assertThat(ending.charged()).isEqualTo(COST);
  }

  @Test
  void anAnswerByTheWriterIsChargedByItsUsage() throws Exception {
    Settlement ending =
        ending(
            (request, response) -> {
              response.setContentType("application/json;charset=utf-8");
              response.getWriter().printf("{\"text\":\"%s\",%s}", "häßlich", USAGE);
            },
            container ->
                assertThat(new Client(container).get("/").body()).contains("häßlich", "40"));

    assertThat(ending.charged()).isEqualTo(COST);
  }

  @Test
  void anErrorOfTheServletIsFree() throws Exception {
    Settlement ending =
        ending(
            (request, response) -> {
              response.setStatus(404);
              writeJson(response);
            },
            expecting(404));

    assertThat(ending.state()).isEqualTo(Settlement.State.RELEASED);
  }

  @Test
  void anExceptionIsFree() throws Exception {
    Settlement ending =
        ending(
            (request, response) -> {
              writeJson(response);
              throw new IllegalStateException("broken");
            },
            expecting(500));

    assertThat(ending.state()).isEqualTo(Settlement.State.RELEASED);
  }

  @Test
  void anExceptionAfterStartAsyncIsFree() throws Exception {
    Settlement ending =
        ending(
            (request, response) -> {
              request.startAsync();
              throw new IllegalStateException("broken");
            },
            // Jetty answers 500; Tomcat breaks the connection off.
            container ->
                assertThat(
                        RawHttp.send(
                            container.port(),
                            "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
                    .doesNotContain(" 200 "));

    assertThat(ending.state()).isEqualTo(Settlement.State.RELEASED);
  }

  @Test
  void aStreamIsChargedByItsUsageWhenItIsOver() throws Exception {
    Settlement ending =
        ending(
            (request, response) ->
                later(
                    request.startAsync(),
                    (in, out) -> {
                      out.setContentType("text/event-stream");
                      PrintWriter writer = out.getWriter();
                      writer.print("data: {\"choices\":[{}],\"usage\":null}\n\n");
                      writer.flush();
                      writer.print("data: {\"choices\":[]," + USAGE + "}\r\n\r\n");
                      writer.print("data: [DONE]\n\n");
                      writer.flush();
                    }),
            container ->
                assertThat(new Client(container).get("/").body()).endsWith("data: [DONE]\n\n"));

    assertThat(ending.usage()).isEqualTo(Usage.of(40, 8));
    assertThat(ending.charged()).isEqualTo(COST);
  }

  @Test
  void anInstantCompleteIsChargedOnce() throws Exception {
    Settlement ending =
        ending(
            (request, response) -> {
              AsyncContext context = request.startAsync();
              writeJson(context.getResponse());
              context.complete();
            },
            expecting(200));

    assertThat(ending.charged()).isEqualTo(COST);
  }

  @Test
  void aDispatchIsStillTheSameRequest() throws Exception {
    Settlement ending =
        ending(
            (request, response) -> {
              if (request.getDispatcherType() == DispatcherType.REQUEST) {
                request.startAsync().dispatch();
              } else {
                later(request.startAsync(), (in, out) -> writeJson(out));
              }
            },
            expecting(200));

    assertThat(ending.charged()).isEqualTo(COST);
  }

  @Test
  void aTimeoutIsFree() throws Exception {
    Settlement ending =
        ending((request, response) -> request.startAsync().setTimeout(100), expecting(500));

    assertThat(ending.state()).isEqualTo(Settlement.State.RELEASED);
  }

  @Test
  void aCallerWhoHangsUpOnABlockingStreamPaysForWhatPassed() throws Exception {
    Settlement ending =
        ending((request, response) -> streamOn(response), ContainerContract::hangUp);

    assertPaidForAPart(ending);
  }

  @Test
  void aCallerWhoHangsUpOnAnAsynchronousStreamPaysForWhatPassed() throws Exception {
    Settlement ending =
        ending(
            (request, response) -> later(request.startAsync(), (in, out) -> streamOn(out)),
            ContainerContract::hangUp);

    assertPaidForAPart(ending);
  }

  private static void assertPaidForAPart(Settlement ending) {
    assertThat(ending.state()).isEqualTo(Settlement.State.SETTLED);
    assertThat(ending.usage().estimated()).isTrue();
    assertThat(ending.usage().promptTokens()).isEqualTo(100);
    assertThat(ending.usage().completionTokens()).isBetween(1L, 1000L);
  }

  private static void hangUp(Container container) throws IOException {
    RawHttp.hangUpAfter(container.port(), "GET / HTTP/1.1\r\nHost: a\r\n\r\n", "data: ");
  }

  /** Streams until a write fails; it takes far more than any socket's buffers. */
  private static void streamOn(ServletResponse response) throws IOException {
    response.setContentType("text/event-stream");
    OutputStream out = response.getOutputStream();
    byte[] event =
        ("data: {\"text\":\"" + "x".repeat(500) + "\"}\n\n").getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 1_000_000; i++) {
      out.write(event);
      out.flush();
    }
  }

  @Test
  void manyRequestsAtOnceEndOnceEach() throws Exception {
    int requests = 16;
    ExactBooks many = new ExactBooks(START);
    MeteringFilter filter =
        new MeteringFilter(
            Stage.billing(many),
            Stage.callers(),
            QuoteSource.always(Stage.QUOTE),
            new ErrorWriter());
    App app =
        new App()
            .filter("/*", filter)
            .work(
                "/*",
                (request, response) -> later(request.startAsync(), (in, out) -> writeJson(out)));
    try (Container container = start(app)) {
      Client client = new Client(container);
      CompletableFuture<?>[] calls = new CompletableFuture<?>[requests];
      for (int i = 0; i < requests; i++) {
        calls[i] = client.getLater("/");
      }
      CompletableFuture.allOf(calls).join();
      for (int i = 0; i < requests; i++) {
        assertThat(many.nextEnding().charged()).isEqualTo(COST);
      }
    }
    assertThat(many.endingCommands()).isEqualTo(requests);
    assertThat(many.posted()).isEqualTo(Money.ofNanos(START.nanos() - requests * COST.nanos()));
  }
}
