package dev.tollgate.store.jooq;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** All nodes of a new installation start at once, on a database without tables. */
@ExtendWith(PostgresServer.Resolver.class)
class PostgresStartTest {

  private static final int NODES = 4;
  private static final int INSTALLATIONS = 5;

  @Test
  @Timeout(120)
  void nodesThatStartTogetherMakeTheTablesOnce(PostgresServer server) throws Exception {
    for (int i = 0; i < INSTALLATIONS; i++) {
      DatabaseLogin login = server.empty();
      for (Database node : startTogether(login)) {
        try (node) {
          assertThat(node.ledger().check().problems()).isEmpty();
        }
      }
    }
  }

  private static List<Database> startTogether(DatabaseLogin login) throws Exception {
    CyclicBarrier together = new CyclicBarrier(NODES);
    ExecutorService starting = Executors.newFixedThreadPool(NODES);
    try {
      List<Future<Database>> nodes = new ArrayList<>();
      for (int i = 0; i < NODES; i++) {
        nodes.add(
            starting.submit(
                () -> {
                  together.await(30, TimeUnit.SECONDS);
                  return PostgresServer.node(login);
                }));
      }
      List<Database> started = new ArrayList<>();
      for (Future<Database> node : nodes) {
        started.add(node.get());
      }
      return started;
    } finally {
      starting.shutdownNow();
    }
  }
}
