package dev.tollgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.chat.SampleRequests;
import dev.tollgate.metering.TokenCounter;
import dev.tollgate.structured.AnswerCheck;
import dev.tollgate.upstream.UpstreamFailure.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Upstream, deadline and caller on threads of their own: whatever comes first, a call ends once.
 */
class GatewayRaceTest {

  private static final int ROUNDS = 2_000;
  private static final long SEED = 20_261_121;

  private final ExecutorService threads = Executors.newFixedThreadPool(5);
  private final ManualTimer timer = new ManualTimer();

  @Test
  void everyCallEndsExactlyOnceWhateverThreadsRace() throws Exception {
    Random random = new Random(SEED);
    TokenCounter counter = GatewayFixture.COUNTER;
    counter.count("loaded before the race begins");
    int[] outcomes = new int[2];
    try {
      for (int round = 0; round < ROUNDS; round++) {
        outcomes[round(round, random, counter)]++;
      }
    } finally {
      threads.shutdownNow();
      timer.shutdownNow();
    }
    // The race is one only if both sides win now and then.
    assertThat(outcomes[0]).isGreaterThan(ROUNDS / 20);
    assertThat(outcomes[1]).isGreaterThan(ROUNDS / 20);
  }

  /** Returns 0 when it was settled and 1 when it was released. */
  private int round(int number, Random random, TokenCounter counter) throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    ExchangeListener listener =
        new ExchangeListener() {
          @Override
          public void ended(ChatCall call, ExchangeSummary summary) {
            ended.countDown();
          }
        };
    AtomicInteger settled = new AtomicInteger();
    AtomicInteger released = new AtomicInteger();
    Ending ending = Ending.of(usage -> later(settled), () -> later(released));
    TurnSink sink = new TurnSink();
    ScriptedUpstream one = new ScriptedUpstream("one");
    ScriptedUpstream two = new ScriptedUpstream("two", call -> run(call, true));
    Gateway gateway =
        new Gateway(
            new Gateway.Tools(
                new GatewayTimeouts(Duration.ofMinutes(2), Duration.ofMinutes(2)),
                counter,
                timer,
                threads,
                new Random(number),
                List.of(listener),
                GatewayFixture.healths(one, two),
                AnswerCheck.NONE));
    int deadline = timer.delays().size();
    Exchange exchange =
        gateway.answer(GatewayFixture.call(SampleRequests.streamed(), ending, one, two), sink);

    boolean succeeds = random.nextInt(4) != 0;
    List<Runnable> racers = new ArrayList<>();
    racers.add(() -> run(one.call(), succeeds));
    if (random.nextBoolean()) {
      racers.add(() -> timer.fire(deadline));
    }
    if (random.nextBoolean()) {
      racers.add(exchange::callerGone);
      racers.add(
          () -> {
            exchange.pause();
            exchange.resume();
          });
    }
    race(racers, random);

    assertThat(ended.await(10, TimeUnit.SECONDS)).as("seed %s, round %s", SEED, number).isTrue();
    assertThat(settled.get() + released.get()).as("endings in round %s", number).isEqualTo(1);
    assertThat(sink.last.get()).as("last events in round %s", number).isLessThanOrEqualTo(1);
    assertThat(sink.outOfTurn.get()).as("out of turn in round %s", number).isZero();
    return settled.get() == 1 ? 0 : 1;
  }

  private CompletionStage<?> later(AtomicInteger count) {
    return CompletableFuture.runAsync(count::incrementAndGet, threads);
  }

  private static void run(ScriptedUpstream.Call call, boolean succeeds) {
    if (!succeeds) {
      call.fail(Kind.SERVER_ERROR);
      return;
    }
    call.accept().think("Hm").say("It", " is", " far").finish().report(9, 4).end();
  }

  private void race(List<Runnable> racers, Random random) throws Exception {
    CyclicBarrier start = new CyclicBarrier(racers.size());
    List<Future<?>> running = new ArrayList<>();
    for (Runnable racer : racers) {
      int head = random.nextInt(2_000);
      running.add(
          threads.submit(
              () -> {
                start.await(10, TimeUnit.SECONDS);
                for (int spin = 0; spin < head; spin++) {
                  Thread.onSpinWait();
                }
                racer.run();
                return null;
              }));
    }
    for (Future<?> racer : running) {
      racer.get(10, TimeUnit.SECONDS);
    }
  }
}
