package dev.tollgate.gateway;

import dev.tollgate.chat.Usage;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down how a call was ended; known at once unless the test holds the outcome back. */
final class RecordingEnding implements Ending {

  final List<String> events = new CopyOnWriteArrayList<>();
  final List<Usage> charged = new CopyOnWriteArrayList<>();
  volatile CompletableFuture<Boolean> outcome = CompletableFuture.completedFuture(true);

  @Override
  public CompletionStage<?> settle(Usage usage) {
    events.add("settle");
    charged.add(usage);
    return outcome;
  }

  @Override
  public CompletionStage<?> release() {
    events.add("release");
    return outcome;
  }
}
