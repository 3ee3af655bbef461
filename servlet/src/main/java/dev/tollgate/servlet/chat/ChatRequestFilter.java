package dev.tollgate.servlet.chat;

import dev.tollgate.chat.ChatJson;
import dev.tollgate.chat.ChatRequest;
import dev.tollgate.idempotency.Fingerprint;
import dev.tollgate.idempotency.IdempotencyKey;
import dev.tollgate.keys.Caller;
import dev.tollgate.metering.TokenCounter;
import dev.tollgate.refusal.Refusal;
import dev.tollgate.refusal.RefusalKind;
import dev.tollgate.routing.RouteOrder;
import dev.tollgate.routing.Router;
import dev.tollgate.servlet.http.ErrorWriter;
import dev.tollgate.servlet.http.KeyedBody;
import dev.tollgate.servlet.http.RequestAttributes;
import dev.tollgate.servlet.http.RequestQuote;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Reads, checks and plans a chat completion, and leaves the {@link ChatOrder} for those behind it.
 *
 * <p>To be mapped for REQUEST and ASYNC: the body is read without a thread, and the request then
 * comes through a second time.
 */
public final class ChatRequestFilter implements Filter {

  private final Router router;
  private final TokenCounter counter;
  private final ErrorWriter errors;
  private final BodyLimits limits;
  private final ScheduledExecutorService timer;

  /**
   * How much may be read.
   *
   * @param maxBody bytes of one body
   * @param budget bytes of all bodies being read at one time
   */
  public record BodyLimits(long maxBody, ByteBudget budget) {}

  /** A filter that plans with that router, and has prompts counted where a quote must be exact. */
  public ChatRequestFilter(
      Router router,
      TokenCounter counter,
      ErrorWriter errors,
      BodyLimits limits,
      ScheduledExecutorService timer) {
    this.router = router;
    this.counter = counter;
    this.errors = errors;
    this.limits = limits;
    this.timer = timer;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletResponse http = (HttpServletResponse) response;
    if (ChatOrder.isOn(request)) {
      chain.doFilter(request, response);
      return;
    }
    BodyReader.Outcome outcome = BodyReader.takeOutcome(request);
    try {
      if (outcome instanceof BodyReader.Body body) {
        ChatRequest chat = ChatJson.readRequest(body.bytes());
        ChatOrder order =
            new ChatOrder(chat, router.plan(order((HttpServletRequest) request, chat)));
        order.leaveOn(request);
        if (((HttpServletRequest) request).getHeader(IdempotencyKey.HEADER) != null) {
          request.setAttribute(
              RequestAttributes.KEYED_BODY,
              new KeyedBody(Fingerprint.of(body.bytes()), chat.stream()));
        }
        RequestQuote quote =
            new RequestQuote(
                order.quote(), () -> counter.countPrompt(chat), chat.callName().orElse(""));
        request.setAttribute(RequestAttributes.QUOTE, quote);
      } else if (outcome instanceof BodyReader.Refused refused) {
        if (refused.close()) {
          http.setHeader("Connection", "close");
        }
        throw refused.refusal();
      } else {
        checkMediaType((HttpServletRequest) request);
        checkExpectation((HttpServletRequest) request, http);
        AsyncContext async = request.startAsync();
        async.setTimeout(0);
        BodyReader.start(async, limits, timer, errors);
        return;
      }
    } catch (Refusal refusal) {
      errors.write(http, refusal);
      return;
    }
    chain.doFilter(request, response);
  }

  /** The caller is asked of nobody where keys are not checked: all models are his then. */
  private static RouteOrder order(HttpServletRequest request, ChatRequest chat) {
    OptionalDouble asked = QualityHeader.of(request);
    if (!(request.getAttribute(RequestAttributes.CALLER) instanceof Caller caller)) {
      return new RouteOrder(chat, "", Set.of(), asked);
    }
    RouteOrder order = RouteOrder.of(caller, chat);
    return asked.isPresent() ? order.withDial(asked.getAsDouble()) : order;
  }

  private static void checkMediaType(HttpServletRequest request) {
    if (!isJson(request.getHeader("Content-Type"))) {
      throw Refusal.of(
          RefusalKind.UNSUPPORTED_MEDIA_TYPE, "The Content-Type must be application/json.");
    }
    String encoding = request.getHeader("Content-Encoding");
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      throw Refusal.of(
          RefusalKind.UNSUPPORTED_MEDIA_TYPE,
          "The body must not be compressed: send it without Content-Encoding.");
    }
  }

  /** Who asks first whether to send a body that is too large is told no, and sends nothing. */
  private void checkExpectation(HttpServletRequest request, HttpServletResponse response) {
    if (request.getHeader("Expect") != null && request.getContentLengthLong() > limits.maxBody()) {
      response.setHeader("Connection", "close");
      throw BodyReader.tooLarge(limits.maxBody());
    }
  }

  private static boolean isJson(@Nullable String contentType) {
    if (contentType == null) {
      return false;
    }
    int semicolon = contentType.indexOf(';');
    String mediaType = semicolon < 0 ? contentType : contentType.substring(0, semicolon);
    return mediaType.strip().toLowerCase(Locale.ROOT).equals("application/json");
  }
}
