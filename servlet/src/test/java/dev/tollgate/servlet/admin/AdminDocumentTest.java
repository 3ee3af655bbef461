package dev.tollgate.servlet.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.keys.ApiKeys;
import dev.tollgate.routing.Routes;
import dev.tollgate.routing.UpstreamHealths;
import dev.tollgate.servlet.fixtures.ApiDocument;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AdminDocumentTest {

  private static final String ADMIN = "/admin/v1/";

  @Test
  void everyAdminCallIsDescribedAndNoOther() {
    InstantSource clock = InstantSource.fixed(Instant.EPOCH);
    ApiKeys keys = new ApiKeys("sk-tollgate", new MemoryApiKeys(), clock, new SecureRandom());
    UpstreamHealths healths = new UpstreamHealths(List.of(), () -> 0L, () -> 0L);
    AdminServlet.Subjects subjects =
        new AdminServlet.Subjects(new MemoryLedger(clock), keys, healths, new Routes(Map.of()));
    Set<String> routes =
        AdminServlet.routes(subjects, clock).routes().stream()
            .map(route -> route.method() + " " + ADMIN + String.join("/", route.pattern()))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> described =
        ApiDocument.ours().operations().stream()
            .filter(operation -> operation.contains(" " + ADMIN))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(routes).contains("DELETE /admin/v1/keys/{id}");
    assertThat(described).isEqualTo(routes);
  }
}
