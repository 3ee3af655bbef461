package dev.tollgate.gateway;

import dev.tollgate.chat.ChatResponse;
import dev.tollgate.chat.Usage;

/** A whole answer and what it used, settled. */
public record Completion(ChatResponse response, Usage usage) {}
