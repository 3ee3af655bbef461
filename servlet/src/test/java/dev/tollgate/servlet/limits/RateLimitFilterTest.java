package dev.tollgate.servlet.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.limits.LocalRateLimiter;
import dev.tollgate.limits.RateLimit;
import dev.tollgate.limits.RateLimiter;
import dev.tollgate.refusal.Refusal;
import dev.tollgate.refusal.RefusalKind;
import dev.tollgate.servlet.fixtures.App;
import dev.tollgate.servlet.fixtures.Client;
import dev.tollgate.servlet.fixtures.Container;
import dev.tollgate.servlet.fixtures.JettyContainer;
import dev.tollgate.servlet.fixtures.Stage;
import dev.tollgate.servlet.http.CallerResolver;
import dev.tollgate.servlet.http.ErrorWriter;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitFilterTest {

  private static final long NOON = 1_763_726_400;

  private final AtomicLong now = new AtomicLong(NOON + 43);

  private Container serving(long perMinute, long perDay, CallerResolver callers) {
    RateLimiter limiter =
        new LocalRateLimiter(
            new RateLimit(perMinute, perDay), () -> Instant.ofEpochSecond(now.get()));
    return new JettyContainer(
        new App()
            .filter("/*", new RateLimitFilter(limiter, callers, new ErrorWriter()))
            .work("/fails", (request, response) -> response.setStatus(400))
            .work("/*", (request, response) -> response.getWriter().print("passed")));
  }

  private static String header(HttpResponse<String> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  @Test
  void everyAnswerSaysHowTheWindowsStand() throws Exception {
    try (Container container = serving(60, 1000, Stage.callers())) {
      Client client = new Client(container);

      client.get("/fails");
      HttpResponse<String> response = client.get("/fails");

      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(header(response, "X-RateLimit-Limit-Requests")).isEqualTo("60");
      assertThat(header(response, "X-RateLimit-Remaining-Requests")).isEqualTo("58");
      assertThat(header(response, "X-RateLimit-Reset-Requests")).isEqualTo("" + (NOON + 60));
      assertThat(header(response, "X-RateLimit-Limit-Requests-Day")).isEqualTo("1000");
      assertThat(header(response, "X-RateLimit-Remaining-Requests-Day")).isEqualTo("998");
      assertThat(header(response, "X-RateLimit-Reset-Requests-Day"))
          .isEqualTo("" + (NOON + 43_200));
    }
  }

  @Test
  void deniedCallerLearnsWhenToRetry() throws Exception {
    try (Container container = serving(2, 1000, Stage.callers())) {
      Client client = new Client(container);

      client.get("/");
      client.get("/");
      HttpResponse<String> denied = client.get("/");

      assertThat(denied.statusCode()).isEqualTo(429);
      assertThat(header(denied, "Retry-After")).isEqualTo("17");
      assertThat(header(denied, "X-RateLimit-Remaining-Requests")).isEqualTo("0");
      assertThat(header(denied, "X-RateLimit-Remaining-Requests-Day")).isEqualTo("998");
      assertThat(denied.headers().firstValue("x-should-retry")).isEmpty();
      assertThat(denied.body())
          .contains("\"Rate limit exceeded: 2 requests a minute.\"", "\"rate_limit_exceeded\"");

      now.addAndGet(17);
      assertThat(client.get("/").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void callerWhoseDayIsFullIsToldNotToRetry() throws Exception {
    try (Container container = serving(60, 1, Stage.callers())) {
      Client client = new Client(container);

      client.get("/");
      HttpResponse<String> denied = client.get("/");

      assertThat(denied.statusCode()).isEqualTo(429);
      assertThat(header(denied, "x-should-retry")).isEqualTo("false");
      assertThat(header(denied, "Retry-After")).isEqualTo("" + (43_200 - 43));
      assertThat(denied.body()).contains("\"Rate limit exceeded: 1 request a day.\"");
    }
  }

  @Test
  void withoutACallerNothingPasses() throws Exception {
    CallerResolver nobody =
        request -> {
          throw Refusal.of(RefusalKind.UNAUTHORIZED, "Nobody.");
        };
    try (Container container = serving(60, 1000, nobody)) {
      HttpResponse<String> response = new Client(container).get("/");

      assertThat(response.statusCode()).isEqualTo(401);
      assertThat(response.headers().firstValue("X-RateLimit-Limit-Requests")).isEmpty();
    }
  }
}
