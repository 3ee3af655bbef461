package dev.tollgate.chat;

import dev.tollgate.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tools the model may call.
 *
 * @param tools empty when there are none
 * @param choice null leaves it to the model
 * @param parallelCalls null leaves it to the model
 */
public record Tooling(List<Tool> tools, @Nullable Choice choice, @Nullable Boolean parallelCalls) {

  /** No tools. */
  public static final Tooling NONE = new Tooling(List.of(), null, null);

  public Tooling {
    tools = List.copyOf(tools);
  }

  /**
   * One function.
   *
   * @param name its name, as checked
   * @param json the whole tool object, forwarded verbatim
   */
  public record Tool(String name, Json.Obj json) {}

  /** Which tool the model is to call. */
  public sealed interface Choice {}

  /** A choice without a name. */
  public enum Mode implements Choice {
    /** The model decides. */
    AUTO,
    /** No tool. */
    NONE,
    /** At least one tool. */
    REQUIRED
  }

  /** Exactly that function. */
  public record Named(String function) implements Choice {}
}
