package dev.tollgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.chat.ChatRequest;
import dev.tollgate.chat.SampleRequests;
import dev.tollgate.chat.Usage;
import dev.tollgate.gateway.LostAnswer.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** More than twenty breaks an hour of one account's streams are an alarm. */
class StreamBreaksTest {

  private static final int MOST = 20;

  private long now;
  private final List<String> alarms = new ArrayList<>();
  private final StreamBreaks breaks =
      new StreamBreaks(
          () -> now,
          List.of(
              new ExchangeListener() {
                @Override
                public void alarmed(ChatCall call, String upstream, Alarm alarm) {
                  alarms.add(call.account() + " " + upstream + " " + alarm.label());
                }
              }));

  private void lose(int times, String account, ChatRequest request, Reason reason) {
    ChatCall like = GatewayFixture.call(request, Ending.unbilled(), new ScriptedUpstream("one"));
    ChatCall call =
        new ChatCall("req_1", request, like.plan(), like.maxTokens(), like.ending(), account);
    for (int i = 0; i < times; i++) {
      breaks.lost(
          call,
          new LostAnswer("one", reason, GatewayFixture.PRICE, Usage.NONE, Usage.estimated(9, 4)));
    }
  }

  private void breakOff(int times, String account) {
    lose(times, account, SampleRequests.streamed(), Reason.BROKEN_OFF);
  }

  @Test
  void oneMoreThanTwentyIsAnAlarmAndThenAsManyAgain() {
    breakOff(MOST, "acct_1");
    assertThat(alarms).isEmpty();

    breakOff(1, "acct_1");
    assertThat(alarms).containsExactly("acct_1 one streams_break");

    breakOff(MOST, "acct_1");
    assertThat(alarms).hasSize(1);
    breakOff(1, "acct_1");
    assertThat(alarms).hasSize(2);
  }

  @Test
  void breaksOfAnHourAgoAreForgotten() {
    breakOff(1, "acct_1");
    now += Duration.ofMinutes(1).toNanos();
    breakOff(MOST - 1, "acct_1");
    now += Duration.ofMinutes(59).toNanos();

    breakOff(1, "acct_1");
    assertThat(alarms).isEmpty();
    breakOff(1, "acct_1");
    assertThat(alarms).hasSize(1);
  }

  @Test
  void accountsAreCountedApart() {
    breakOff(MOST, "acct_1");
    breakOff(MOST, "acct_2");

    assertThat(alarms).isEmpty();
  }

  @Test
  void whatIsNoBrokenStreamDoesNotCount() {
    lose(MOST + 1, "acct_1", SampleRequests.whole(), Reason.BROKEN_OFF);
    lose(MOST + 1, "acct_1", SampleRequests.streamed(), Reason.CALLER_GONE);
    lose(MOST + 1, "acct_1", SampleRequests.streamed(), Reason.CUT_OFF);

    assertThat(alarms).isEmpty();
  }
}
