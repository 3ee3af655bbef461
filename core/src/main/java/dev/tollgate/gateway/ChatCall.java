package dev.tollgate.gateway;

import dev.tollgate.chat.ChatRequest;
import dev.tollgate.routing.RoutePlan;

/**
 * Everything a call needs: admitted, planned, paid for.
 *
 * @param requestId for logs and metrics
 * @param maxTokens the most tokens the answer may have, as the hold covers them
 */
public record ChatCall(
    String requestId, ChatRequest request, RoutePlan plan, long maxTokens, Ending ending) {}
