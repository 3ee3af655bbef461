package dev.tollgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class AlwaysRunsTest {

  @Test
  void whoeverIsRefusedByTheThreadsRunsItHimself() {
    Queue<Runnable> queue = new ArrayDeque<>();
    List<String> done = new ArrayList<>();
    AlwaysRuns working =
        new AlwaysRuns(
            task -> {
              if (!queue.isEmpty()) {
                throw new RejectedExecutionException();
              }
              queue.add(task);
            });

    working.execute(() -> done.add("first"));
    working.execute(() -> done.add("second"));
    assertThat(done).containsExactly("second");

    queue.remove().run();
    assertThat(done).containsExactly("second", "first");
  }
}
