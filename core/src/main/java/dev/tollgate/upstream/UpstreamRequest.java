package dev.tollgate.upstream;

import dev.tollgate.chat.ChatRequest;

/**
 * What to ask an upstream.
 *
 * @param chat the conversation; its own model and token limit do not count here
 * @param model the upstream's name of the model
 * @param maxTokens the most tokens to generate, at least 1
 */
public record UpstreamRequest(ChatRequest chat, String model, long maxTokens) {}
