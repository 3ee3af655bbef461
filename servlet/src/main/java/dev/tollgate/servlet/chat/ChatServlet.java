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

  private final transient Gateway gateway;
  private final transient ErrorWriter errors;
  private final transient TimeOrderedIds ids;
  private final transient InstantSource clock;
  private final transient AnswerLimits limits;
  private final transient CallerConnection.Surroundings surroundings;
  private final transient StreamKeeping streams;

  /**
   * What the servlet works with.
   *
   * @param connections what this container can do with a connection
   * @param streams keeps those that are asked for with a key
   */
  public record Tools(
      Gateway gateway,
      ErrorWriter errors,
      TimeOrderedIds ids,
      InstantSource clock,
      AnswerLimits limits,
      ConnectionControl connections,
      ScheduledExecutorService timer,
      StreamKeeping streams) {}

  /** The servlet with those tools. */
  public ChatServlet(Tools tools) {
    this.gateway = tools.gateway();
    this.errors = tools.errors();
    this.ids = tools.ids();
    this.clock = tools.clock();
    this.limits = tools.limits();
    this.streams = tools.streams();
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
    AsyncContext async = request.startAsync();
    async.setTimeout(0);
    CallerConnection caller = new CallerConnection(async, limits, surroundings);
    CallerAnswer answer = new CallerAnswer(caller, response, errors);
    caller.listen();
    // Not before: whatever throws up to here leaves the hold to the filter that made it.
    OpenHold hold = RequestAttributes.held(request).takeOver();
    Optional<Lead> lead = RequestAttributes.leading(request).flatMap(LeadingRequest::takeIfFree);
    Order made = new Order(RequestAttributes.requestId(request), order, hold, head);
    if (!order.request().stream()) {
      answerWhole(made, lead, answer);
    } else if (lead.isEmpty()) {
      StreamWriter writer = new StreamWriter(answer, errors, new StreamJson(head));
      Ending ending = Ending.of(hold::settle, hold::release);
      answer.awaitStream(gateway.answer(made.call(ending), writer));
    } else {
      answerKept(made, lead.get(), answer);
    }
  }

  /** What is to be done, and paid for. */
  private record Order(String requestId, ChatOrder chat, OpenHold hold, AnswerHead head) {

    ChatCall call(Ending ending) {
      return new ChatCall(requestId, chat.request(), chat.plan(), hold.outputTokens(), ending);
    }
  }

  private void answerWhole(Order order, Optional<Lead> lead, CallerAnswer answer) {
    WholeAnswer whole = new WholeAnswer(order.head());
    WholeWriter writer = new WholeWriter(answer, whole);
    OpenHold hold = order.hold();
    if (lead.isEmpty()) {
      Ending ending = Ending.of(hold::settle, hold::release);
      answer.awaitWhole(gateway.answer(order.call(ending), writer));
    } else {
      Ending ending = new WholeEnding(new KeyedEnding(hold, lead.get()), whole);
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
    KeyedEnding keyed = new KeyedEnding(order.hold(), lead);
    ChatCall call = order.call(new StreamedEnding(keyed, stream, encoder));
    lead.streams(stream);
    Exchange exchange = gateway.answer(call, new StreamWriter(stream, errors, encoder));
    stream.comesFrom(new CalledSource(exchange));
  }
}
