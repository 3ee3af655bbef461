package dev.tollgate.samples.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import dev.tollgate.launcher.AdminCaller;
import dev.tollgate.launcher.Customer;
import dev.tollgate.launcher.LiveGateway;
import dev.tollgate.launcher.LiveSetup;
import dev.tollgate.money.Money;
import dev.tollgate.upstream.ReceivedRequest;
import dev.tollgate.upstream.ScriptedProvider;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A gateway with a model behind it and keys for every fate that a caller can meet: one for all
 * tests of a class. When they are over it checks the books and closes what it started.
 */
final class SampleGateway implements AfterAllCallback {

  static final String MODEL = "stansa-g4";

  /** 24 prompt tokens at $1.75 and 9 completion tokens at $6.50 a million. */
  static final Money PRICE_OF_AN_ANSWER = Money.ofNanos(100_500);

  private final Path folder;
  private final ScriptedProvider provider = ScriptedProvider.start();
  private final LiveGateway gateway;
  private final Customer customer;

  private SampleGateway() throws Exception {
    provider.answering(new ScriptedModel());
    folder = Files.createTempDirectory("tollgate-sample");
    gateway = LiveSetup.of(folder, provider).with("STREAMS", "true").start();
    customer = gateway.rich();
  }

  static SampleGateway start() {
    try {
      return new SampleGateway();
    } catch (Exception e) {
      throw new IllegalStateException("no gateway to call", e);
    }
  }

  /** What clients call the base URL; most want it with {@code /v1}. */
  String baseUrl() {
    return gateway.address() + "/v1";
  }

  /** A key that can pay. */
  String key() {
    return customer.key();
  }

  /** A key whose account has no credits. */
  String emptyKey() throws Exception {
    return gateway.customer("0").key();
  }

  /** A key whose one request of today is used up. */
  String spentKey() throws IOException, InterruptedException {
    String order = "{\"name\":\"daily\",\"requests_per_day\":1}";
    String key = new AdminCaller(gateway.address()).key(customer.account(), order).key();
    HttpRequest models =
        HttpRequest.newBuilder(URI.create(baseUrl() + "/models"))
            .header("Authorization", "Bearer " + key)
            .build();
    assertThat(HttpClient.newHttpClient().send(models, BodyHandlers.discarding()).statusCode())
        .isEqualTo(200);
    return key;
  }

  /** What the last answer to {@link #key()} cost. */
  Money lastCharge() {
    return gateway.lastCharge(customer);
  }

  /** The requests that the model got so far. */
  List<ReceivedRequest> requests() {
    return provider.requests();
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    gateway.checkBooks();
    gateway.close();
    provider.close();
    MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
  }
}
