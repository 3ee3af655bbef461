package dev.tollgate.servlet.chat;

import com.google.common.base.Ticker;
import dev.tollgate.billing.OpenHold;
import dev.tollgate.chat.AnswerHead;
import dev.tollgate.chat.StreamJson;
import dev.tollgate.gateway.ChatCall;
import dev.tollgate.gateway.Ending;
import dev.tollgate.gateway.Exchange;
import dev.tollgate.gateway.Gateway;
import dev.tollgate.idempotency.Lead;
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
  private final boolean explains;

  /**
   * What the servlet works with.
   *
   * @param connections what this container can do with a connection
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
      boolean explains) {}

  /** The servlet with those tools. */
  public ChatServlet(Tools tools) {
    this.gateway = tools.gateway();
    this.errors = tools.errors();
    this.ids = tools.ids();
    this.clock = tools.clock();
    this.limits = tools.limits();
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
    WholeAnswer whole = new WholeAnswer(head);
    AnswerWriter writer =
        new AnswerWriter(
            caller,
            response,
            errors,
            whole,
            order.request().stream() ? new StreamJson(head) : null);
    caller.listen();
    // Not before: whatever throws up to here leaves the hold to the filter that made it.
    OpenHold hold = RequestAttributes.held(request).takeOver();
    Optional<Lead> lead = RequestAttributes.leading(request).flatMap(LeadingRequest::takeIfFree);
    Price price = order.plan().legs().get(0).price();
    Ending ending =
        lead.isPresent()
            ? new KeyedEnding(hold, price, lead.get(), whole)
            : Ending.priced(price, hold::settle, hold::release);
    ChatCall call =
        new ChatCall(
            RequestAttributes.requestId(request),
            order.request(),
            order.plan(),
            hold.outputTokens(),
            ending);
    Exchange exchange = gateway.answer(call, writer);
    writer.open(lead.isPresent() ? new AwaitedExchange(exchange, lead.get()) : exchange);
  }

  private static String shortened(String line) {
    return line.length() <= LONGEST_HEADER ? line : line.substring(0, LONGEST_HEADER);
  }
}
