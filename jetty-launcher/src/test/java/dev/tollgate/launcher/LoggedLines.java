package dev.tollgate.launcher;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/** What a logger, or one below it, logs during a test. */
final class LoggedLines implements BeforeEachCallback, AfterEachCallback {

  private final Logger logger;
  private final Level least;
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  LoggedLines(String logger) {
    this(logger, Level.WARN);
  }

  /** From that level on; the tests' own output has warnings alone. */
  LoggedLines(String logger, Level least) {
    this.logger = (Logger) LoggerFactory.getLogger(logger);
    this.least = least;
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    lines.start();
    logger.setLevel(least);
    logger.addAppender(lines);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    logger.setLevel(null);
    logger.detachAppender(lines);
  }

  List<ILoggingEvent> events() {
    return List.copyOf(lines.list);
  }

  List<String> messages() {
    return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }
}
