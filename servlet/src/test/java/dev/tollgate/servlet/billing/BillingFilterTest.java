package dev.tollgate.servlet.billing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.billing.BillingStore;
import dev.tollgate.billing.HoldOrder;
import dev.tollgate.billing.HoldOutcome;
import dev.tollgate.billing.OpenHold;
import dev.tollgate.billing.Settlement;
import dev.tollgate.billing.SettlementOrder;
import dev.tollgate.chat.Usage;
import dev.tollgate.ledger.HoldId;
import dev.tollgate.money.Money;
import dev.tollgate.servlet.fixtures.App;
import dev.tollgate.servlet.fixtures.Client;
import dev.tollgate.servlet.fixtures.Container;
import dev.tollgate.servlet.fixtures.ExactBooks;
import dev.tollgate.servlet.fixtures.JettyContainer;
import dev.tollgate.servlet.fixtures.Stage;
import dev.tollgate.servlet.http.ErrorWriter;
import dev.tollgate.servlet.http.RequestAttributes;
import dev.tollgate.servlet.http.RequestQuote;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.Filter;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BillingFilterTest {

  private final ExactBooks books = new ExactBooks(Money.ofNanos(10_000));

  private static Filter filter(BillingStore store) {
    return new BillingFilter(
        Stage.billing(store), Stage.callers(), QuoteSource.leftByTheChain(), new ErrorWriter());
  }

  private static Container serving(BillingStore store, App.Work work) {
    Filter quoting =
        (request, response, chain) -> {
          request.setAttribute(
              RequestAttributes.QUOTE, new RequestQuote(Stage.QUOTE, () -> 10, "a call"));
          chain.doFilter(request, response);
        };
    return new JettyContainer(
        new App().filter("/*", quoting).filter("/*", filter(store)).work("/*", work));
  }

  @Test
  void whatTheServletTookOverTheFilterNeverEnds() throws Exception {
    LinkedBlockingQueue<OpenHold> taken = new LinkedBlockingQueue<>();
    LinkedBlockingQueue<AsyncContext> waiting = new LinkedBlockingQueue<>();
    App.Work work =
        (request, response) -> {
          taken.add(RequestAttributes.held(request).takeOver());
          waiting.add(request.startAsync());
        };
    try (Container container = serving(books, work)) {
      Client client = new Client(container);
      CompletableFuture<HttpResponse<String>> answer = client.getLater("/");
      OpenHold hold = taken.poll(10, TimeUnit.SECONDS);
      AsyncContext context = waiting.poll(10, TimeUnit.SECONDS);

      assertThat(hold).isNotNull();
      assertThat(hold.amount()).isEqualTo(Money.ofNanos(5_200));
      hold.settle(Usage.of(10, 20)).toCompletableFuture().join();
      assertThat(context).isNotNull();
      context.complete();
      assertThat(answer.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    }
    assertThat(books.endingCommands()).isEqualTo(1);
    assertThat(books.posted()).isEqualTo(Money.ofNanos(10_000 - 120));
  }

  @Test
  void whatNobodyTookIsReleased() throws Exception {
    try (Container container = serving(books, (request, response) -> response.setStatus(400))) {
      new Client(container).get("/");
    }
    assertThat(books.endingCommands()).isEqualTo(1);
    assertThat(books.openHolds()).isZero();
    assertThat(books.available()).isEqualTo(Money.ofNanos(10_000));
  }

  @Test
  void aServletThatThrowsBeforeTakingOverCostsNothing() throws Exception {
    App.Work work =
        (request, response) -> {
          throw new IllegalStateException("broken");
        };
    try (Container container = serving(books, work)) {
      assertThat(new Client(container).get("/").statusCode()).isEqualTo(500);
    }
    assertThat(books.endingCommands()).isEqualTo(1);
    assertThat(books.available()).isEqualTo(Money.ofNanos(10_000));
  }

  @Test
  void aServletThatThrowsAfterTakingOverKeepsItsHold() throws Exception {
    App.Work work =
        (request, response) -> {
          RequestAttributes.held(request).takeOver();
          throw new IllegalStateException("broken");
        };
    try (Container container = serving(books, work)) {
      new Client(container).get("/");
    }
    assertThat(books.endingCommands()).isZero();
    assertThat(books.openHolds()).isEqualTo(1);
  }

  @Test
  void anEmptyAccountIs402AndTheServletNeverRuns() throws Exception {
    ExactBooks empty = new ExactBooks(Money.ZERO);
    try (Container container =
        serving(empty, (request, response) -> response.getWriter().print("ran"))) {
      HttpResponse<String> response = new Client(container).get("/");

      assertThat(response.statusCode()).isEqualTo(402);
      assertThat(response.headers().firstValue("Retry-After")).isEmpty();
      assertThat(response.body()).contains("\"insufficient_credits\"").doesNotContain("ran");
    }
    assertThat(empty.openHolds()).isZero();
  }

  @Test
  void aStalledStoreIs503AndTheHoldThatComesLateIsReleased() throws Exception {
    SlowBooks slow = new SlowBooks(books);
    try (Container container =
        serving(slow, (request, response) -> response.getWriter().print("ran"))) {
      HttpResponse<String> response = new Client(container).get("/");

      assertThat(response.statusCode()).isEqualTo(503);
      assertThat(response.headers().firstValue("Retry-After")).contains("1");
      assertThat(response.body()).contains("\"overloaded\"").doesNotContain("ran");
    }
    assertThat(books.openHolds()).isEqualTo(1);
    slow.outcome.complete(true);

    assertThat(books.nextEnding().state()).isEqualTo(Settlement.State.RELEASED);
    assertThat(books.available()).isEqualTo(Money.ofNanos(10_000));
  }

  /** Makes holds at once and tells of them only when the test says so. */
  private static final class SlowBooks implements BillingStore {
    private final BillingStore books;
    private final CompletableFuture<Boolean> outcome = new CompletableFuture<>();

    SlowBooks(BillingStore books) {
      this.books = books;
    }

    @Override
    public CompletionStage<HoldOutcome> hold(HoldOrder order) {
      CompletionStage<HoldOutcome> made = books.hold(order);
      return outcome.thenCompose(told -> made);
    }

    @Override
    public CompletionStage<Settlement> settle(SettlementOrder order) {
      return books.settle(order);
    }

    @Override
    public CompletionStage<Settlement> release(HoldId hold) {
      return books.release(hold);
    }
  }
}
