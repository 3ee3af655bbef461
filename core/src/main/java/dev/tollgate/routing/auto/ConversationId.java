package dev.tollgate.routing.auto;

/**
 * What a conversation is known by: a hash of 128 bits, from which no word of it can be read.
 *
 * @param high half of it
 * @param low the other half
 */
public record ConversationId(long high, long low) {}
