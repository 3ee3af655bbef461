package dev.tollgate.servlet.http;

import dev.tollgate.keys.Caller;
import dev.tollgate.refusal.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Optional;
import java.util.function.Function;

/** Says who sent a request, for filters behind the one that found out; thread-safe. */
@FunctionalInterface
public interface CallerResolver {

  /**
   * The caller of that request.
   *
   * @throws Refusal UNAUTHORIZED when nobody is known to have sent it
   */
  Caller callerOf(HttpServletRequest request);

  /** The caller that a filter of ours left. */
  static CallerResolver ours() {
    return RequestAttributes::caller;
  }

  /**
   * The caller that a filter of ours left, else whoever the host's own login knows.
   *
   * @param mapping the caller that pays for a principal; empty for a principal who may not call
   */
  static CallerResolver ofPrincipals(Function<Principal, Optional<Caller>> mapping) {
    return request -> {
      if (request.getAttribute(RequestAttributes.CALLER) instanceof Caller caller) {
        return caller;
      }
      Principal principal = request.getUserPrincipal();
      return Optional.ofNullable(principal)
          .flatMap(mapping)
          .orElseGet(() -> RequestAttributes.caller(request));
    };
  }
}
