package dev.tollgate.launcher;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import dev.tollgate.upstream.ScriptedProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A gateway before a scripted provider, and a customer who can pay for everything: one for all
 * tests of a class. When they are over it checks the books and closes what it started.
 */
final class LiveScene implements AfterAllCallback {

  private final Path folder;
  private final ScriptedProvider provider = ScriptedProvider.start();
  private final LiveGateway gateway;
  private final Customer customer;

  private LiveScene(UnaryOperator<LiveSetup> setup) throws Exception {
    folder = Files.createTempDirectory("tollgate-scene");
    gateway = setup.apply(LiveSetup.of(folder, provider)).start();
    customer = gateway.rich();
  }

  /** The plain setup. */
  static LiveScene start() {
    return start(setup -> setup);
  }

  /** Another setup. */
  static LiveScene start(UnaryOperator<LiveSetup> setup) {
    try {
      return new LiveScene(setup);
    } catch (Exception e) {
      throw new IllegalStateException("no scene to test on", e);
    }
  }

  ScriptedProvider provider() {
    return provider;
  }

  LiveGateway gateway() {
    return gateway;
  }

  Customer customer() {
    return customer;
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    gateway.checkBooks();
    gateway.close();
    provider.close();
    MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
  }
}
