package dev.tollgate.servlet.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteTableTest {

  private final RouteTable table =
      new RouteTable(
          Set.of("/v1", "/admin/v1"),
          List.of(
              new RouteTable.Route("/v1/models", Set.of("GET")),
              new RouteTable.Route("/v1/models/**", Set.of("GET")),
              new RouteTable.Route("/admin/v1/accounts/*/keys", Set.of("POST"))));

  @ParameterizedTest
  @CsvSource({
    "/v1/models, /v1/models",
    "/v1/models/a, /v1/models/**",
    "/v1/models/a/b//c, /v1/models/**",
    "/v1/models//, /v1/models/**",
    "/v1/models/, none",
    "/v1/models2, none",
    "/v1, none",
    "/V1/models, none",
    "/admin/v1/accounts/a1/keys, /admin/v1/accounts/*/keys",
    "/admin/v1/accounts//keys, none",
    "/admin/v1/accounts/a1/keys/, none",
    "/admin/v1/accounts/a1/b/keys, none",
    "/, none",
  })
  void pathsFindTheirRoute(String path, String pattern) {
    assertThat(table.find(path).map(RouteTable.Route::pattern).orElse("none")).isEqualTo(pattern);
  }

  @Test
  void anAreaIsItsPathAndAllBelowIt() {
    assertThat(table.covers("/v1")).isTrue();
    assertThat(table.covers("/v1/")).isTrue();
    assertThat(table.covers("/admin/v1/x")).isTrue();
    assertThat(table.covers("/v1x")).isFalse();
    assertThat(table.covers("/admin")).isFalse();
    assertThat(new RouteTable(Set.of("/"), List.of()).covers("/any")).isTrue();
  }
}
