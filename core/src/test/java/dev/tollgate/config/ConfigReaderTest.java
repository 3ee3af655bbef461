package dev.tollgate.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.catalog.Capability;
import dev.tollgate.keys.CompletionLimits;
import dev.tollgate.money.Money;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConfigReaderTest {

  private static final Map<String, String> KEY = Map.of("OPENAI_API_KEY", "sk-canary-1");

  @TempDir private Path folder;

  @Test
  void limitsOfKeysAreOffUnlessTheyAreSet() {
    String yaml = "limits: {concurrent-requests: 4, tokens-per-minute: 9000}\n";

    assertThat(SampleConfig.read(SampleConfig.SOUND).limits().completions())
        .isEqualTo(CompletionLimits.NONE);
    assertThat(SampleConfig.read(yaml + SampleConfig.SOUND).limits().completions())
        .isEqualTo(new CompletionLimits(4L, 9_000L, null));
  }

  @Test
  void completeSampleReadsAsWritten() throws IOException {
    GatewayConfig config = SampleConfig.read(operatorSample(), KEY);

    assertThat(config.server()).isEqualTo(ServerConfig.DEFAULTS);
    assertThat(config.storage()).isEqualTo(StorageConfig.DEFAULTS);
    assertThat(config.storage().usageDays()).isEqualTo(400);
    assertThat(config.admin().isOn()).isFalse();
    assertThat(config.keys()).isEqualTo(KeysConfig.DEFAULTS);
    assertThat(config.limits()).isEqualTo(LimitsConfig.DEFAULTS);
    assertThat(config.idempotency()).isEqualTo(IdempotencyConfig.DEFAULTS);
    assertThat(config.defaultModel()).contains("sansa-auto");
    assertThat(config.upstreams())
        .containsExactly(
            UpstreamConfig.of(
                "openai", URI.create("https://api.openai.com/v1"), new Secret("sk-canary-1")),
            UpstreamConfig.of("backup", URI.create("http://127.0.0.1:11434/v1"), Secret.NONE));
  }

  @Test
  void completeSampleHasItsModels() throws IOException {
    GatewayConfig config = SampleConfig.read(operatorSample(), KEY);

    PricedModelConfig premium = SampleConfig.firstModel(config);
    assertThat(premium.price().input()).isEqualTo(Money.ofNanos(1_750_000_000));
    assertThat(premium.price().cachedInput()).isEqualTo(Money.ofNanos(440_000_000));
    assertThat(premium.price().output()).isEqualTo(Money.ofNanos(6_500_000_000L));
    assertThat(premium.contextWindow()).isEqualTo(128_000);
    assertThat(premium.maxOutputTokens()).isEqualTo(16_384);
    assertThat(premium.capabilities()).containsExactlyInAnyOrder(Capability.values());
    assertThat(premium.qualityProfile()).contains("gpt-4-1106-preview");
    assertThat(premium.routes())
        .containsExactly(
            new RouteConfig("openai", "gpt-4.1"), new RouteConfig("backup", "gpt-4.1"));
    assertThat(config.models().get(2))
        .isEqualTo(
            new AutoModelConfig(
                "sansa-auto",
                "auto",
                List.of("stansa-g4", "stansa-d1-mini"),
                new BigDecimal("0.7"),
                null));
  }

  @Test
  void routesAreReadAsWritten() {
    String yaml =
        SampleConfig.SOUND
            .replace("    price", "    routing: weighted\n    price")
            .replace(
                "model: gpt}",
                "model: gpt, weight: 3}, {upstream: openai, model: gpt-long, weight: 0,"
                    + " context-window: 1000000, enabled: false}");

    PricedModelConfig model = SampleConfig.firstModel(SampleConfig.read(yaml));

    assertThat(model.routing()).isEqualTo(RoutingMode.WEIGHTED);
    assertThat(model.routes())
        .containsExactly(
            new RouteConfig("openai", "gpt", 3, null, true),
            new RouteConfig("openai", "gpt-long", 0, 1_000_000L, false));
    assertThat(
            SampleConfig.firstModel(
                    SampleConfig.read(
                        SampleConfig.SOUND.replace(
                            "    price", "    routing: least-busy\n    price")))
                .routing())
        .isEqualTo(RoutingMode.LEAST_BUSY);
  }

  @Test
  void drainingIsReadAsWritten() {
    String bills = "    cancel-stops-billing: false\n";

    assertThat(drain("")).isNull();
    assertThat(drain(bills)).isEqualTo(new DrainConfig(Duration.ofSeconds(60), 1 << 20));
    assertThat(drain(bills + "    drain-timeout: 5s\n    drain-limit: 64KiB\n"))
        .isEqualTo(new DrainConfig(Duration.ofSeconds(5), 65_536));
  }

  private static @Nullable DrainConfig drain(String lines) {
    String yaml = SampleConfig.SOUND.replace("    base-url", lines + "    base-url");
    return SampleConfig.read(yaml).upstreams().get(0).drain();
  }

  @Test
  void cachedInputCostsAsMuchAsInputWhenNotSaid() {
    PricedModelConfig model = SampleConfig.firstModel(SampleConfig.read(SampleConfig.SOUND));

    assertThat(model.price().cachedInput()).isEqualTo(Money.ofNanos(400_000_000));
  }

  @Test
  void everythingWithADefaultMayBeLeftOut() {
    GatewayConfig config = SampleConfig.read(SampleConfig.SOUND);

    PricedModelConfig model = SampleConfig.firstModel(config);
    assertThat(config)
        .isEqualTo(
            GatewayConfig.of(
                List.of(
                    UpstreamConfig.of("openai", URI.create("http://127.0.0.1:9/v1"), Secret.NONE)),
                List.of(model),
                null));
    assertThat(model.category()).isEqualTo("standard");
    assertThat(model.contextWindow()).isEqualTo(128_000);
    assertThat(model.maxOutputTokens()).isEqualTo(16_384);
    assertThat(model.capabilities()).isEmpty();
    assertThat(model.routing()).isEqualTo(RoutingMode.ORDER);
    assertThat(model.routes()).containsExactly(new RouteConfig("openai", "gpt", 1, null, true));
  }

  @Test
  void emptyKeysMeanTheirDefaults() {
    String yaml = "server:\nlimits:\n  requests-per-day:\nadmin: {token: }\n" + SampleConfig.SOUND;

    assertThat(SampleConfig.read(yaml)).isEqualTo(SampleConfig.read(SampleConfig.SOUND));
  }

  @Test
  void everyUnitIsRead() {
    String yaml =
        """
        server: {max-body: 64KiB, request-timeout: 250ms, stream-timeout: 5m, idle-timeout: 2h}
        idempotency: {retention: 24h}
        storage: {usage-retention: 31d}
        """;

    GatewayConfig config = SampleConfig.read(yaml + SampleConfig.SOUND);

    assertThat(config.server().maxBodyBytes()).isEqualTo(65_536);
    assertThat(config.server().requestTimeout()).isEqualTo(Duration.ofMillis(250));
    assertThat(config.server().streamTimeout()).isEqualTo(Duration.ofMinutes(5));
    assertThat(config.server().idleTimeout()).isEqualTo(Duration.ofHours(2));
    assertThat(config.idempotency().retention()).isEqualTo(Duration.ofHours(24));
    assertThat(config.storage().usageDays()).isEqualTo(31);
  }

  @Test
  void urlMayRepeatWhatHoldsAnyway() {
    String yaml = "storage: {url: 'jdbc:h2:mem:a;WRITE_DELAY=0'}\n" + SampleConfig.SOUND;

    assertThat(SampleConfig.read(yaml).storage().url()).isEqualTo("jdbc:h2:mem:a;WRITE_DELAY=0");
  }

  @Test
  void extensionKeysAreIgnoredAndTheirAnchorsFollowed() {
    String yaml =
        """
        x-routes: &routes [{upstream: openai, model: gpt}]
        x-patience: &patience {connect-timeout: 9s, queue: 5}
        upstreams:
          - id: openai
            base-url: http://127.0.0.1:9/v1/
            <<: *patience
            queue: 7
        models:
          - {id: a/b, price: {input: 1, output: 2}, routes: *routes}
          - {id: c, price: {input: 1, output: 2}, routes: *routes}
        """;

    GatewayConfig config = SampleConfig.read(yaml);

    assertThat(config.models()).extracting(ModelConfig::id).containsExactly("a/b", "c");
    UpstreamConfig upstream = config.upstreams().get(0);
    assertThat(upstream.connectTimeout()).isEqualTo(Duration.ofSeconds(9));
    assertThat(upstream.queue()).isEqualTo(7);
    assertThat(upstream.baseUrl()).isEqualTo(URI.create("http://127.0.0.1:9/v1"));
  }

  @ParameterizedTest
  @EnumSource(UpstreamType.class)
  void everyTypeOfUpstreamIsRead(UpstreamType type) {
    String word = type.name().toLowerCase(Locale.ROOT);
    String yaml =
        SampleConfig.SOUND.replace("    base-url", "    type: " + word + "\n    base-url");

    assertThat(SampleConfig.read(yaml).upstreams().get(0).type()).isEqualTo(type);
    assertThat(SampleConfig.read(SampleConfig.SOUND).upstreams().get(0).type())
        .isEqualTo(UpstreamType.OPENAI);
  }

  @Test
  void structuredAnswersAreCheckedUnlessAModelSaysOtherwise() {
    String off =
        SampleConfig.SOUND.replace("    price", "    check-structured-output: false\n    price");

    assertThat(SampleConfig.firstModel(SampleConfig.read(SampleConfig.SOUND)))
        .matches(PricedModelConfig::checksStructuredOutput);
    assertThat(SampleConfig.firstModel(SampleConfig.read(off)).checksStructuredOutput()).isFalse();
  }

  @Test
  void filesAreReadAsUtf8() throws IOException {
    Path file = folder.resolve("tollgate.yaml");
    Files.writeString(file, "\uFEFF" + SampleConfig.SOUND + "# ü\n");

    ConfigOutcome outcome = new ConfigReader(Map.of()).read(file);

    assertThat(outcome).isEqualTo(new ConfigOutcome.Valid(SampleConfig.read(SampleConfig.SOUND)));
  }

  @Test
  void unusableFilesAreProblems() throws IOException {
    Path latin = Files.write(folder.resolve("latin"), new byte[] {'a', (byte) 0xfc});
    Path large = Files.write(folder.resolve("large"), new byte[(1 << 20) + 1]);

    assertThat(problemOf(folder.resolve("none"))).isEqualTo("there is no file " + folder + "/none");
    assertThat(problemOf(folder)).isEqualTo(folder + " is a directory, not a file");
    assertThat(problemOf(latin)).isEqualTo(latin + " is not UTF-8");
    assertThat(problemOf(large)).isEqualTo(large + " is larger than 1MiB");
  }

  @Test
  void secretsNeverShow() throws IOException {
    GatewayConfig config = SampleConfig.read(operatorSample(), KEY);

    assertThat(config.toString()).doesNotContain("canary").contains("Secret[hidden]");
  }

  private static String problemOf(Path file) {
    ConfigOutcome outcome = new ConfigReader(Map.of()).read(file);
    return ((ConfigOutcome.Invalid) outcome).problems().get(0).describe();
  }

  private static String operatorSample() throws IOException {
    try (InputStream in = ConfigReaderTest.class.getResourceAsStream("operator.yaml")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
