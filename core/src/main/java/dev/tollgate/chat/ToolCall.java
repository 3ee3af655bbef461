package dev.tollgate.chat;

/**
 * A call of a function that the model wants made.
 *
 * @param id opaque, may repeat across turns
 * @param name the function's name
 * @param arguments what the model wrote, byte for byte; not always valid JSON
 */
public record ToolCall(String id, String name, String arguments) {}
