package dev.tollgate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The program's own logging, which the tests' quieter one stands before. */
class LoggingTest {

  private final LoggerContext logging = new LoggerContext();

  @BeforeEach
  void configure() throws Exception {
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(logging);
    configurator.doConfigure(getClass().getResource("/logback.xml"));
  }

  @AfterEach
  void stop() {
    logging.stop();
  }

  @Test
  void logGoesToStandardError() {
    ch.qos.logback.classic.Logger root = logging.getLogger("ROOT");

    Appender<ILoggingEvent> appender = root.getAppender("stderr");

    assertThat(root.iteratorForAppenders()).toIterable().containsExactly(appender);
    assertThat(((ConsoleAppender<ILoggingEvent>) appender).getTarget()).isEqualTo("System.err");
  }

  @Test
  void eventIsOneLineWithItsCauseAndWhereThatArose() {
    IllegalStateException cause = new IllegalStateException("lost\n2026 ERROR forged");
    LoggingEvent event =
        new LoggingEvent(
            "any", logging.getLogger("dev.tollgate.Any"), Level.ERROR, "a\nfault", cause, null);

    String line = new String(encoder().encode(event), StandardCharsets.UTF_8);

    assertThat(line)
        .contains(
            " ERROR Any: a | fault | java.lang.IllegalStateException: lost | 2026 ERROR forged")
        .hasLineCount(1);
    assertThat(line.split(" \\| at ", -1)).hasSize(2);
  }

  @Test
  void traceIsShownOnDemand() throws Exception {
    logging.reset();
    logging.putProperty("tollgate.trace", "full");
    configure();
    LoggingEvent event =
        new LoggingEvent(
            "any",
            logging.getLogger("dev.tollgate.Any"),
            Level.ERROR,
            "a fault",
            new IllegalStateException("lost"),
            null);

    String line = new String(encoder().encode(event), StandardCharsets.UTF_8);

    assertThat(line).contains("IllegalStateException: lost | at ").hasLineCount(1);
    assertThat(line.split(" \\| at ", -1)).hasSizeGreaterThan(3);
  }

  private Encoder<ILoggingEvent> encoder() {
    return ((ConsoleAppender<ILoggingEvent>) logging.getLogger("ROOT").getAppender("stderr"))
        .getEncoder();
  }

  @Test
  void ownNewsIsLoggedAndOthersWarnings() {
    assertThat(logging.getLogger("dev.tollgate.any").isInfoEnabled()).isTrue();
    assertThat(logging.getLogger("dev.tollgate.any").isDebugEnabled()).isFalse();
    assertThat(logging.getLogger("org.eclipse.jetty").isInfoEnabled()).isFalse();
    assertThat(logging.getLogger("org.eclipse.jetty").isWarnEnabled()).isTrue();
  }

  @Test
  void bytesOfUpstreamConnectionsAreNeverLogged() {
    assertThat(logging.getLogger("org.apache.hc.client5.http.wire").isErrorEnabled()).isFalse();
    assertThat(logging.getLogger("org.apache.hc.client5.http.headers").isErrorEnabled()).isFalse();
  }
}
