package dev.tollgate.gateway;

import dev.tollgate.refusal.Refusal;
import dev.tollgate.refusal.RefusalKind;
import dev.tollgate.upstream.UpstreamFailure;
import java.time.Duration;

/** Says what a caller is told of an upstream's failure: our words, never the upstream's. */
final class FailureRefusals {

  private static final Duration SOON = Duration.ofSeconds(1);

  private FailureRefusals() {}

  static Refusal ourFault() {
    return Refusal.of(RefusalKind.INTERNAL, "Something broke on our side. Nothing was charged.");
  }

  static Refusal tooLate() {
    return Refusal.of(
        RefusalKind.UPSTREAM_TIMEOUT,
        "The answer was not complete in the time a request may take. Nothing was charged.");
  }

  static Refusal shuttingDown() {
    return Refusal.retryable(
        RefusalKind.OVERLOADED, "The server is shutting down. Nothing was charged.", SOON);
  }

  static Refusal busy() {
    return Refusal.retryable(
        RefusalKind.UPSTREAM_UNAVAILABLE,
        "The models' providers fail too often to try again now. Nothing was charged.",
        SOON);
  }

  static Refusal outOfUse() {
    return Refusal.retryable(
        RefusalKind.UPSTREAM_UNAVAILABLE,
        "The model is out of use for now. Nothing was charged.",
        SOON);
  }

  private static Refusal unfit() {
    return Refusal.of(
        RefusalKind.UPSTREAM_ERROR,
        "The model's answer is not the JSON that response_format asks for. Nothing was charged.");
  }

  static Refusal of(UpstreamFailure failure) {
    if (failure.equals(FormCheck.UNFIT)) {
      return unfit();
    }
    return switch (failure.kind()) {
      case CONNECT_FAILED, CONNECTION_LOST, SERVER_ERROR, CREDENTIAL_REFUSED, UNKNOWN_MODEL ->
          Refusal.of(
              RefusalKind.UPSTREAM_ERROR, "The model's provider failed. Nothing was charged.");
      case BAD_ANSWER, MODEL_FAILED ->
          Refusal.of(
              RefusalKind.UPSTREAM_ERROR,
              "The model's provider sent what is no answer. Nothing was charged.");
      case CONNECT_TIMEOUT, TIMEOUT, REQUEST_TIMEOUT ->
          Refusal.of(
              RefusalKind.UPSTREAM_TIMEOUT,
              "The model's provider did not answer in time. Nothing was charged.");
      case QUEUE_FULL, ACCOUNT_EMPTY ->
          Refusal.retryable(
              RefusalKind.UPSTREAM_UNAVAILABLE,
              "The model can't take more requests now. Nothing was charged.",
              SOON);
      case RATE_LIMITED ->
          Refusal.retryable(
              RefusalKind.UPSTREAM_UNAVAILABLE,
              "The model's provider can't take more requests now. Nothing was charged.",
              failure.retryAfter().orElse(SOON));
      case REQUEST_REFUSED ->
          Refusal.of(
              RefusalKind.INVALID_REQUEST,
              "The model does not take this request: one of its parameters, messages or tools is"
                  + " not valid for it.");
      case CONTEXT_LENGTH_EXCEEDED ->
          Refusal.ofField(
              RefusalKind.CONTEXT_LENGTH_EXCEEDED,
              "messages",
              "The conversation is longer than the model's context window.");
      case CONTENT_POLICY ->
          Refusal.of(
              RefusalKind.CONTENT_POLICY,
              "The model's provider refuses this content by its policy.");
      case REQUEST_TOO_LARGE ->
          Refusal.of(
              RefusalKind.REQUEST_TOO_LARGE,
              "The request is larger than the model's provider takes.");
    };
  }
}
