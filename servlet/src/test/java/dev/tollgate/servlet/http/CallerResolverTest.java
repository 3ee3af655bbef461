package dev.tollgate.servlet.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.keys.Caller;
import dev.tollgate.keys.KeyLimits;
import dev.tollgate.ledger.AccountId;
import dev.tollgate.refusal.Refusal;
import dev.tollgate.servlet.fixtures.App;
import dev.tollgate.servlet.fixtures.Client;
import dev.tollgate.servlet.fixtures.Container;
import dev.tollgate.servlet.fixtures.JettyContainer;
import dev.tollgate.servlet.fixtures.Stage;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.security.Principal;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CallerResolverTest {

  private static final CallerResolver BY_NAME =
      CallerResolver.ofPrincipals(
          principal ->
              principal.getName().equals("anna")
                  ? Optional.of(new Caller(new AccountId("acct_anna"), "login", KeyLimits.NONE))
                  : Optional.empty());

  /** The account that the resolver finds, behind a login of the host that takes any name. */
  private static String resolve(CallerResolver resolver, boolean ours, String... login)
      throws Exception {
    Filter container =
        (request, response, chain) -> {
          HttpServletRequest in = (HttpServletRequest) request;
          if (ours) {
            in.setAttribute(RequestAttributes.CALLER, Stage.CALLER);
          }
          String name = in.getHeader("login");
          chain.doFilter(
              name == null
                  ? in
                  : new HttpServletRequestWrapper(in) {
                    @Override
                    public Principal getUserPrincipal() {
                      return () -> name;
                    }
                  },
              response);
        };
    App.Work work =
        (request, response) -> {
          try {
            response.getWriter().print(resolver.callerOf(request).account());
          } catch (Refusal refusal) {
            response.getWriter().print(refusal.kind());
          }
        };
    try (Container server =
        new JettyContainer(new App().filter("/*", container).work("/*", work))) {
      return new Client(server).get("/", login).body();
    }
  }

  @Test
  void ourOwnCallerComesFirst() throws Exception {
    assertThat(resolve(BY_NAME, true, "login", "anna")).isEqualTo("acct_1");
    assertThat(resolve(CallerResolver.ours(), true)).isEqualTo("acct_1");
  }

  @Test
  void elseTheHostsLoginSays() throws Exception {
    assertThat(resolve(BY_NAME, false, "login", "anna")).isEqualTo("acct_anna");
    assertThat(resolve(CallerResolver.ours(), false, "login", "anna")).isEqualTo("UNAUTHORIZED");
  }

  @Test
  void whoeverIsUnknownIsRefused() throws Exception {
    assertThat(resolve(BY_NAME, false, "login", "bert")).isEqualTo("UNAUTHORIZED");
    assertThat(resolve(BY_NAME, false)).isEqualTo("UNAUTHORIZED");
  }
}
