package dev.tollgate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
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
