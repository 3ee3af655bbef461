package dev.tollgate.servlet.chat;

import dev.tollgate.chat.ChatRequest;
import dev.tollgate.pricing.Quote;
import dev.tollgate.routing.RoutePlan;
import jakarta.servlet.ServletRequest;

/**
 * A completion that was read, checked and planned; what the chat filter leaves for those behind it.
 */
public record ChatOrder(ChatRequest request, RoutePlan plan) {

  private static final String ATTRIBUTE = "dev.tollgate.chatOrder";

  /** The most it can cost. */
  Quote quote() {
    return plan.quote(request);
  }

  void leaveOn(ServletRequest servletRequest) {
    servletRequest.setAttribute(ATTRIBUTE, this);
  }

  /** True when a filter before has left one, as when the request comes through once more. */
  static boolean isOn(ServletRequest servletRequest) {
    return servletRequest.getAttribute(ATTRIBUTE) instanceof ChatOrder;
  }

  /**
   * The order of that request.
   *
   * @throws IllegalStateException behind no {@link ChatRequestFilter}
   */
  public static ChatOrder of(ServletRequest servletRequest) {
    if (servletRequest.getAttribute(ATTRIBUTE) instanceof ChatOrder order) {
      return order;
    }
    throw new IllegalStateException("no chat request filter before this");
  }
}
