package dev.tollgate.chat;

/**
 * What an upstream says it used: a claim to be checked before it costs anyone money.
 *
 * <p>A number that is no integer of at most 18 digits is reported as -1.
 */
public record ReportedUsage(
    long promptTokens, long completionTokens, long cachedTokens, long reasoningTokens) {}
