package dev.tollgate.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tollgate.refusal.Refusal;
import dev.tollgate.refusal.RefusalKind;
import java.util.Objects;
import org.assertj.core.api.Assertions;

/** Request bodies for tests, written with single quotes where JSON has double ones. */
final class Requests {

  private Requests() {}

  /** Reads a whole body. */
  static ChatRequest read(String body) {
    return ChatJson.readRequest(body.replace('\'', '"').getBytes(UTF_8));
  }

  /** Reads a plain request with those members added. */
  static ChatRequest readWith(String members) {
    return read(plainWith(members));
  }

  /** Reads a request with those messages. */
  static ChatRequest readMessages(String... messages) {
    return read("{'messages':[" + String.join(",", messages) + "]}");
  }

  /** The refusal of a whole body. */
  static Refusal refusal(String body) {
    return Objects.requireNonNull(
        catchThrowableOfType(Refusal.class, () -> read(body)), "the body was accepted");
  }

  /** The refusal of a plain request with those members added. */
  static Refusal refusalWith(String members) {
    return refusal(plainWith(members));
  }

  /** The refusal of a request with those messages. */
  static Refusal refusalOfMessages(String... messages) {
    return refusal("{'messages':[" + String.join(",", messages) + "]}");
  }

  /** Checks all that a caller is told of a field that is wrong. */
  static void assertRefused(Refusal refusal, RefusalKind kind, String param) {
    Assertions.assertThat(refusal.kind()).isEqualTo(kind);
    Assertions.assertThat(refusal.param()).contains(param);
    Assertions.assertThat(refusal.reason())
        .startsWith("'" + param + "' ")
        .endsWith(".")
        .doesNotContain("secret", "dev.tollgate", "Json", "java");
  }

  private static String plainWith(String members) {
    return "{'messages':[{'role':'user','content':'Hi'}]"
        + (members.isEmpty() ? "" : "," + members)
        + "}";
  }
}
