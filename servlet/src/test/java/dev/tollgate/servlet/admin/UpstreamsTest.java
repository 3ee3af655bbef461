package dev.tollgate.servlet.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.routing.Candidate;
import dev.tollgate.routing.UpstreamHealth;
import dev.tollgate.upstream.AnswerListener;
import dev.tollgate.upstream.Upstream;
import dev.tollgate.upstream.UpstreamCall;
import dev.tollgate.upstream.UpstreamFailure;
import dev.tollgate.upstream.UpstreamRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UpstreamsTest {

  private AdminServer server;

  /** A name: nothing is ever sent to it. */
  private record Named(String id) implements Upstream {
    @Override
    public UpstreamCall call(UpstreamRequest request, AnswerListener listener) {
      throw new UnsupportedOperationException();
    }
  }

  @BeforeEach
  void start() throws Exception {
    server = AdminServer.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private UpstreamHealth.Visit visit(String upstream) {
    return server.healths.enter(new Candidate(new Named(upstream), "gpt")).orElseThrow();
  }

  @Test
  void eachUpstreamTellsHowItDoes() throws Exception {
    UpstreamHealth.Visit well = visit("openai");
    well.answers();
    well.succeeded();
    visit("openai");
    visit("openai").failed(UpstreamFailure.of(UpstreamFailure.Kind.SERVER_ERROR, "500"));
    visit("backup").failed(UpstreamFailure.of(UpstreamFailure.Kind.ACCOUNT_EMPTY, "402"));

    AdminServer.Answer answer = server.get("/upstreams");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text())
        .isEqualTo(
            "{\"object\":\"list\",\"data\":["
                + "{\"id\":\"openai\",\"circuit\":\"closed\",\"in_flight\":1,\"successes\":1,"
                + "\"errors\":{\"server_error\":1},\"latency_ms\":{\"p50\":0,\"p95\":0},"
                + "\"first_token_ms\":{\"p50\":0,\"p95\":0}},"
                + "{\"id\":\"backup\",\"circuit\":\"open\",\"in_flight\":0,\"successes\":0,"
                + "\"errors\":{\"account_empty\":1},\"out_for_seconds\":300,"
                + "\"last_out_for\":\"account_empty\"}]}");
  }
}
