package dev.tollgate.store.jooq;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresServer.Resolver.class)
class PostgresUsageRetentionTest extends UsageRetentionContract {

  private final DatabaseLogin login;

  PostgresUsageRetentionTest(PostgresServer server) {
    login = server.empty();
  }

  @Test
  void anotherNodeThatIsAtItIsNotWaitedFor() throws Exception {
    settleOnDays(10);

    try (Connection node = PostgresServer.beside(login);
        Statement statement = node.createStatement()) {
      node.setAutoCommit(false);
      statement.execute("select whole_from from tollgate_usage_kept for update");
      assertThat(sweep()).returns(7, Swept::trimmed).returns(0, Swept::details);
      node.rollback();
    }
    assertThat(sweep().details()).isEqualTo(2);
  }

  @Override
  protected DatabaseLogin login() {
    return login;
  }
}
