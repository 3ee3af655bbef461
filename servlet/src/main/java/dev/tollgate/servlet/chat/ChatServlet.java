package dev.tollgate.servlet.chat;

import com.google.common.base.Ticker;
import dev.tollgate.billing.OpenHold;
import dev.tollgate.chat.AnswerHead;
import dev.tollgate.chat.StreamJson;
import dev.tollgate.gateway.ChatCall;
import dev.tollgate.gateway.Ending;
import dev.tollgate.gateway.Exchange;
import dev.tollgate.gateway.Gateway;
import dev.tollgate.idempotency.KeptStream;
import dev.tollgate.idempotency.Lead;
import dev.tollgate.idempotency.Reading;
import dev.tollgate.idempotency.StreamKeeping;
import dev.tollgate.ledger.TimeOrderedIds;
import dev.tollgate.pricing.Price;
import dev.tollgate.servlet.http.ConnectionControl;
import dev.tollgate.servlet.http.ErrorWriter;
import dev.tollgate.servlet.http.LeadingRequest;
import dev.tollgate.servlet.http.RequestAttributes;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;

/**
 * {@code POST /v1/chat/completions}: hands an order that was read, planned and paid for to the
 * gateway, and lets its answer come. No thread waits.
 */
public final class ChatServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  /** How an auto model chose, for operators who ask for it. */
  private static final String ROUTE_HEADER = "Tollgate-Route";

  /** Containers take some thousand bytes of headers; the choice stands first. */
  private static final int LONGEST_HEADER = 2_000;

  private final transient Gateway gateway;
  private final transient ErrorWriter errors;
  private final transient TimeOrderedIds ids;
  private final transient InstantSource clock;
  private final transient AnswerLimits limits;
  private final transient CallerConnection.Surroundings surroundings;
  private final transient StreamKeeping streams;
  private final boolean explains;

  /**
   * What the servlet works with.
   *
   * @param connections what this container can do with a connection
   * @param streams keeps those that are asked for with a key
   * @param explains whether answers say in a header how an auto model chose
   */
  public record Tools(
      Gateway gateway,
      ErrorWriter errors,
      TimeOrderedIds ids,
      InstantSource clock,
      AnswerLimits limits,
      ConnectionControl connections,
      ScheduledExecutorService timer,
      StreamKeeping streams,
      boolean explains) {}

  /** The servlet with those tools. */
  public ChatServlet(Tools tools) {
    this.gateway = tools.gateway();
    this.errors = tools.errors();
    this.ids = tools.ids();
    this.clock = tools.clock();
    this.limits = tools.limits();
    this.streams = tools.streams();
    this.explains = tools.explains();
    this.surroundings =
        new CallerConnection.Surroundings(
            tools.connections(), tools.timer(), Ticker.systemTicker());
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    ChatOrder order = ChatOrder.of(request);
    AnswerHead head =
        new AnswerHead(
            ids.next("chatcmpl").replace('_', '-'),
            Math.floorDiv(clock.millis(), 1000L),
            order.plan().shownModel());
    if (explains) {
      order.plan().decision().ifPresent(d -> response.setHeader(ROUTE_HEADER, shortened(d.line())));
    }
    AsyncContext async = request.startAsync();
    async.setTimeout(0);
    CallerConnection caller = new CallerConnection(async, limits, surroundings);
    CallerAnswer answer = new CallerAnswer(caller, response, errors, false);
    caller.listen();
    // Not before: whatever throws up to here leaves the hold to the filter that made it.
    OpenHold hold = RequestAttributes.held(request).takeOver();
    Optional<Lead> lead = RequestAttributes.leading(request).flatMap(LeadingRequest::takeIfFree);
    Order made = new Order(RequestAttributes.requestId(request), order, hold, head);
    if (!order.request().stream()) {
      answerWhole(made, lead, answer);
    } else if (lead.isEmpty()) {
      StreamWriter writer = new StreamWriter(answer, errors, new StreamJson(head));
      answer.awaitStream(gateway.answer(made.call(made.unkept()), writer));
    } else {
      answerKept(made, lead.get(), answer);
    }
  }

  /** What is to be done, and paid for. */
  private record Order(String requestId, ChatOrder chat, OpenHold hold, AnswerHead head) {

    ChatCall call(Ending ending) {
      return new ChatCall(
          requestId,
          chat.request(),
          chat.plan(),
          hold.outputTokens(),
          ending,
          hold.account().value());
    }

    Ending unkept() {
      return Ending.priced(price(), hold::settle, hold::release);
    }

    KeyedEnding kept(Lead lead) {
      return new KeyedEnding(hold, price(), lead);
    }

    private Price price() {
      return chat.plan().legs().get(0).price();
    }
  }

  private void answerWhole(Order order, Optional<Lead> lead, CallerAnswer answer) {
    WholeAnswer whole = new WholeAnswer(order.head());
    WholeWriter writer = new WholeWriter(answer, whole);
    if (lead.isEmpty()) {
      answer.awaitWhole(gateway.answer(order.call(order.unkept()), writer));
    } else {
      Ending ending = new WholeEnding(order.kept(lead.get()), whole);
      Exchange exchange = gateway.answer(order.call(ending), writer);
      answer.awaitWhole(new AwaitedExchange(exchange, lead.get()));
    }
  }

  /** A stream with a key: its caller is only the first who reads it. */
  private void answerKept(Order order, Lead lead, CallerAnswer answer) {
    KeptStream stream = streams.begin();
    Reading first = stream.read().orElseThrow();
    answer.awaitStream(new StreamPlace(first));
    first.begin(answer);
    StreamJson encoder = new StreamJson(order.head());
    KeyedEnding keyed = order.kept(lead);
    ChatCall call = order.call(new StreamedEnding(keyed, stream, encoder));
    lead.streams(stream);
    Exchange exchange = gateway.answer(call, new StreamWriter(stream, errors, encoder));
    stream.comesFrom(new CalledSource(exchange));
  }

  private static String shortened(String line) {
    return line.length() <= LONGEST_HEADER ? line : line.substring(0, LONGEST_HEADER);
  }
}
