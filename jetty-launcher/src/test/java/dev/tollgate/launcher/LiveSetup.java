package dev.tollgate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.config.ConfigOutcome;
import dev.tollgate.config.ConfigReader;
import dev.tollgate.config.GatewayConfig;
import dev.tollgate.servlet.chat.AnswerLimits;
import dev.tollgate.upstream.ScriptedProvider;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** What a test sets in {@code live.yaml} before it starts a {@link LiveGateway}. */
public record LiveSetup(Map<String, String> variables, AnswerLimits limits) {

  static final String ADMIN_TOKEN = "canary-admin-token";

  /** Our own key at every upstream. */
  public static final String PROVIDER_KEY = "sk-canary-provider-key";

  private static final String NOWHERE = "http://127.0.0.1:1/v1";

  public LiveSetup {
    variables = Map.copyOf(variables);
  }

  /** The plain setup: a database in that folder, that provider behind every model. */
  public static LiveSetup of(Path folder, ScriptedProvider first) {
    return new LiveSetup(
        Map.of(
            "DATABASE", "jdbc:h2:file:" + folder.resolve("tollgate"),
            "FIRST", first.baseUrl().toString(),
            "SECOND", NOWHERE,
            "ADMIN_TOKEN", ADMIN_TOKEN,
            "PROVIDER_KEY", PROVIDER_KEY),
        AnswerLimits.standard());
  }

  /** The same with one variable of {@code live.yaml} set. */
  public LiveSetup with(String name, String value) {
    Map<String, String> more = new HashMap<>(variables);
    more.put(name, value);
    return new LiveSetup(more, limits);
  }

  /** The same with that server's database. */
  LiveSetup on(EmbeddedPostgres postgres) {
    return with("DATABASE", "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres")
        .with("DATABASE_USER", "postgres");
  }

  LiveSetup withSecond(ScriptedProvider second) {
    return with("SECOND", second.baseUrl().toString());
  }

  LiveSetup withLimits(AnswerLimits other) {
    return new LiveSetup(variables, other);
  }

  /** The file itself, for a gateway in a process of its own. */
  static String yaml() throws IOException {
    try (InputStream in = LiveSetup.class.getResourceAsStream("live.yaml")) {
      assertThat(in).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  GatewayConfig config() throws IOException {
    ConfigOutcome outcome = new ConfigReader(variables).readText(yaml());
    assertThat(outcome).isInstanceOf(ConfigOutcome.Valid.class);
    return ((ConfigOutcome.Valid) outcome).config();
  }

  /** Starts the gateway. */
  public LiveGateway start() throws Exception {
    return LiveGateway.start(this);
  }
}
