package dev.tollgate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import dev.tollgate.config.ConfigOutcome;
import dev.tollgate.config.ConfigReader;
import dev.tollgate.money.Money;
import dev.tollgate.servlet.chat.AnswerLimits;
import dev.tollgate.servlet.chat.ByteBudget;
import dev.tollgate.upstream.hostile.Form;
import dev.tollgate.upstream.hostile.HostileMode;
import dev.tollgate.upstream.hostile.HostileProvider;
import dev.tollgate.upstream.hostile.HostileUpstream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A gateway before the hostile upstreams of some rows, and a customer who can pay for everything:
 * one for all tests of a class. No upstream is another one's, so that each begins well.
 */
final class HostileScene implements AfterAllCallback {

  private static final AnswerLimits OFTEN_ALIVE =
      new AnswerLimits(
          Duration.ofMillis(50), Duration.ofSeconds(30), 1 << 20, 1 << 16, new ByteBudget(1 << 28));

  private final Path folder;
  private final HostileProvider provider = HostileProvider.start();
  private final LiveGateway gateway;
  private final Customer customer;
  private final AdminCaller admin;
  private final Caller caller;

  private HostileScene(List<HostileMode> modes, boolean patient, AnswerLimits limits)
      throws Exception {
    folder = Files.createTempDirectory("tollgate-hostile");
    String yaml = HostileConfig.of(folder, provider, modes, patient);
    ConfigOutcome outcome = new ConfigReader(Map.of()).readText(yaml);
    assertThat(outcome).isInstanceOf(ConfigOutcome.Valid.class);
    gateway = LiveGateway.start(((ConfigOutcome.Valid) outcome).config(), limits);
    // Reads the vocabulary, which takes its time, before time matters.
    gateway.tollgate().counter().count("warm");
    customer = gateway.rich();
    admin = new AdminCaller(gateway.address());
    caller = new Caller(gateway, customer);
  }

  /** The upstreams of those rows, with short waits where they let one pass. */
  static HostileScene ofRows(int first, int last) {
    List<HostileMode> modes =
        Arrays.stream(HostileMode.values())
            .filter(mode -> mode.row() >= first && mode.row() <= last)
            .toList();
    return start(modes, false, AnswerLimits.standard());
  }

  /** The upstreams of those modes, with long waits, and callers who hear often that we live. */
  static HostileScene patient(HostileMode... modes) {
    return start(List.of(modes), true, OFTEN_ALIVE);
  }

  private static HostileScene start(List<HostileMode> modes, boolean patient, AnswerLimits limits) {
    try {
      return new HostileScene(modes, patient, limits);
    } catch (Exception e) {
      throw new IllegalStateException("no scene to test on", e);
    }
  }

  HostileProvider provider() {
    return provider;
  }

  LiveGateway gateway() {
    return gateway;
  }

  Customer customer() {
    return customer;
  }

  /** What the admin API tells of that upstream. */
  UpstreamState state(HostileUpstream upstream) throws IOException, InterruptedException {
    return UpstreamState.of(admin, upstream.id());
  }

  /** The alarms raised for that upstream, by kind. */
  Map<String, Long> alarms(HostileUpstream upstream) throws IOException, InterruptedException {
    return MetricsPage.of(gateway).alarms(upstream.id());
  }

  /** Asks a model for an answer of that form. */
  HttpResponse<String> ask(String model, Form form) throws IOException, InterruptedException {
    return caller.chat(form == Form.STREAM ? Question.streamOf(model) : Question.of(model));
  }

  /** The same for an answer of that many tokens at most. */
  HttpResponse<String> ask(String model, Form form, int maxTokens)
      throws IOException, InterruptedException {
    return caller.chat(
        form == Form.STREAM ? Question.streamOf(model, maxTokens) : Question.of(model, maxTokens));
  }

  /** What the customer was charged up to now. */
  Money charged() {
    return gateway.balance(customer).charged();
  }

  /** A drill with that upstream. */
  Drill drill(HostileUpstream upstream) {
    return new Drill(this, upstream, HostileConfig.helped(upstream));
  }

  /** A drill where the other upstream takes longer conversations. */
  Drill widerDrill(HostileUpstream upstream) {
    return new Drill(this, upstream, HostileConfig.wider(upstream));
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    gateway.checkBooks();
    gateway.close();
    provider.close();
    MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
  }
}
