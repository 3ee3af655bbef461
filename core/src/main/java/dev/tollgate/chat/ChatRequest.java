package dev.tollgate.chat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A chat completion as asked for: read strictly, valid by the rules of the wire contract.
 *
 * @param model the model's id, or null for the default one
 * @param messages at least one
 * @param maxTokens the most tokens to generate, at least 1, or null; {@code max_completion_tokens}
 *     wins over {@code max_tokens}
 * @param metadata at most 16 pairs
 * @param bodyBytes the size of the body it was read from: no tokenizer that works on bytes makes
 *     more tokens of its text than that
 */
public record ChatRequest(
    @Nullable String model,
    List<Message> messages,
    boolean stream,
    @Nullable Long maxTokens,
    Sampling sampling,
    Tooling tooling,
    @Nullable ResponseFormat responseFormat,
    @Nullable Reasoning reasoning,
    Map<String, String> metadata,
    long bodyBytes) {

  public ChatRequest {
    messages = List.copyOf(messages);
    metadata = Map.copyOf(metadata);
  }

  /**
   * One question of a user, to be answered whole, with everything else left to the model.
   *
   * @param model the model's id, or null for the default one
   */
  public static ChatRequest of(@Nullable String model, String question) {
    return new ChatRequest(
        model,
        List.of(new Message.User(new Content.Text(question))),
        false,
        null,
        Sampling.DEFAULT,
        Tooling.NONE,
        null,
        null,
        Map.of(),
        question.getBytes(StandardCharsets.UTF_8).length);
  }

  /** The label of this request in usage reports: {@code metadata.call_name}. */
  public Optional<String> callName() {
    return Optional.ofNullable(metadata.get("call_name"));
  }
}
