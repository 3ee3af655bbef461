package dev.tollgate.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.chat.ChatJson;
import dev.tollgate.chat.ChatRequest;
import dev.tollgate.chat.Usage;
import dev.tollgate.gateway.ChatCall;
import dev.tollgate.gateway.Completion;
import dev.tollgate.keys.Budget;
import dev.tollgate.keys.Caller;
import dev.tollgate.keys.CompletionLimits;
import dev.tollgate.keys.KeyLimits;
import dev.tollgate.ledger.Account;
import dev.tollgate.ledger.Balance;
import dev.tollgate.ledger.TopUp;
import dev.tollgate.money.Money;
import dev.tollgate.pricing.Price;
import dev.tollgate.refusal.Refusal;
import dev.tollgate.refusal.RefusalKind;
import dev.tollgate.upstream.Script;
import dev.tollgate.upstream.ScriptedProvider;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TollgateTest {

  private static final String ANSWER =
      """
      {"choices":[{"index":0,"message":{"role":"assistant","content":"Hello."},\
      "finish_reason":"stop"}],
       "usage":{"prompt_tokens":10,"completion_tokens":2,"total_tokens":12}}""";

  private ScriptedProvider provider;
  private Tollgate tollgate;

  @BeforeEach
  void assemble() {
    provider = ScriptedProvider.start();
    GatewayConfig config =
        GatewayConfig.of(
                List.of(UpstreamConfig.of("provider", provider.baseUrl(), Secret.NONE)),
                List.of(
                    PricedModelConfig.of(
                        "small",
                        Price.ofDollars("0.50", "2.00"),
                        new RouteConfig("provider", "its-name"))),
                null)
            .withStorage(new StorageConfig("jdbc:h2:mem:tollgate", "tollgate", Secret.NONE));
    tollgate = Assembly.assemble(config, List.of());
  }

  @AfterEach
  void close() {
    tollgate.close();
    provider.close();
  }

  @Test
  void completionIsChargedByItsPrice() throws Exception {
    provider.next(Script.json(ANSWER));
    Caller caller = callerWith("1000");

    Completion answer = now(tollgate.complete(caller, ChatRequest.of("small", "Hi")));

    assertThat(answer.response().content()).isEqualTo("Hello.");
    assertThat(answer.usage()).isEqualTo(Usage.of(10, 2));
    Balance balance = balance(caller);
    assertThat(balance.charged()).isEqualTo(Money.ofNanos(9_000));
    assertThat(balance.reserved()).isEqualTo(Money.ZERO);
  }

  @Test
  void failureCostsNothing() throws Exception {
    provider.next(Script.status(500, "{}"));
    Caller caller = callerWith("1000");

    assertThat(refusal(tollgate.complete(caller, ChatRequest.of("small", "Hi"))).kind())
        .isEqualTo(RefusalKind.UPSTREAM_ERROR);

    assertThat(balance(caller).available()).isEqualTo(Money.ofCredits(new BigDecimal("1000")));
  }

  @Test
  void unknownModelIsRefusedBeforeAnythingIsSetAside() throws Exception {
    Caller caller = callerWith("1000");

    Refusal unknown = refusal(tollgate.complete(caller, ChatRequest.of("large", "Hi")));
    Refusal unnamed = refusal(tollgate.complete(caller, ChatRequest.of(null, "Hi")));

    assertThat(unknown.kind()).isEqualTo(RefusalKind.INVALID_MODEL);
    assertThat(unnamed.kind()).isEqualTo(RefusalKind.INVALID_MODEL);
    assertThat(tollgate.openHolds()).isZero();
  }

  @Test
  void accountThatCannotPayIsRefusedBeforeTheProviderIsAsked() throws Exception {
    Caller caller = callerWith("0.000001");

    assertThat(refusal(tollgate.complete(caller, ChatRequest.of("small", "Hi"))).kind())
        .isEqualTo(RefusalKind.INSUFFICIENT_CREDITS);

    assertThat(provider.requests()).isEmpty();
  }

  @Test
  void budgetOfAKeyIsARefusalThatSaysWhatIsLeftAndUntilWhen() throws Exception {
    Budget budget = new Budget(Money.ofCredits(new BigDecimal("0.3")), Budget.Reset.DAILY);
    Caller caller = limited(callerWith("1000"), new CompletionLimits(null, null, budget));

    Refusal refusal = refusal(tollgate.prepare(caller, ChatRequest.of("small", "Hi")));

    assertThat(refusal.kind()).isEqualTo(RefusalKind.INSUFFICIENT_CREDITS);
    assertThat(refusal.reason())
        .startsWith(
            "The budget of this API key is 0.3 credits a day: 0.3 are left, and this request needs"
                + " at least 0.51")
        .contains(". It begins anew at 20")
        .endsWith("T00:00:00Z.");
    assertThat(refusal.retryAfter()).isEmpty();
    assertThat(balance(caller).reserved()).isEqualTo(Money.ZERO);
  }

  @Test
  void answerIsCutToWhatIsLeftOfTheBudget() throws Exception {
    Budget budget = new Budget(Money.ofCredits(new BigDecimal("2")), Budget.Reset.NEVER);
    Caller caller = limited(callerWith("1000"), new CompletionLimits(null, null, budget));

    ChatCall call = now(tollgate.prepare(caller, ChatRequest.of("small", "Hi")));

    assertThat(call.maxTokens()).isBetween(900L, 1_000L);
    assertThat(balance(caller).reserved()).isEqualTo(budget.amount());
  }

  @Test
  void keyWithAsManyCallsUnderWayAsItMayHaveIsToldToTryAgainSoon() throws Exception {
    Caller caller = limited(callerWith("1000"), new CompletionLimits(1L, null, null));
    ChatCall first = now(tollgate.prepare(caller, ChatRequest.of("small", "Hi")));

    Refusal refusal = refusal(tollgate.prepare(caller, ChatRequest.of("small", "Hi")));

    assertThat(refusal.kind()).isEqualTo(RefusalKind.RATE_LIMITED);
    assertThat(refusal.reason()).contains("1 request of this API key at once");
    assertThat(refusal.retryAfter()).contains(Duration.ofSeconds(1));
    now(first.ending().release());
    now(tollgate.prepare(caller, ChatRequest.of("small", "Hi")));
  }

  @Test
  void keyWhoseMinuteHasNoRoomForTheTokensIsToldWhenItEnds() throws Exception {
    Caller caller = limited(callerWith("1000"), new CompletionLimits(null, 17_000L, null));
    // Whatever the clock says: of three in a row two are in the same minute.
    List<Throwable> refused = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      now(
          tollgate
              .prepare(caller, ChatRequest.of("small", "Hi"))
              .handle((call, failure) -> failure == null || refused.add(failure)));
    }

    assertThat(refused)
        .isNotEmpty()
        .allSatisfy(
            failure ->
                assertThat(failure)
                    .hasMessageContaining("17000 tokens a minute of this API key")
                    .hasMessageContaining("this request may take 16914. The minute ends in "));
  }

  private static Caller limited(Caller caller, CompletionLimits limits) {
    return new Caller(caller.account(), caller.keyId(), new KeyLimits(null, null, limits));
  }

  @Test
  void preparedCallHoldsTheMostItCanCost() throws Exception {
    Caller caller = callerWith("1000");

    ChatCall call = now(tollgate.prepare(caller, ChatRequest.of("small", "Hi")));

    // 2 bytes of text with 528 of framing at $0.50, the model's 16,384 at $2.00 a million.
    assertThat(call.maxTokens()).isEqualTo(16_384);
    assertThat(balance(caller).reserved()).isEqualTo(Money.ofNanos(530 * 500 + 16_384 * 2_000));
    now(call.ending().release());
    assertThat(balance(caller).reserved()).isEqualTo(Money.ZERO);
  }

  @Test
  void streamHasNoWholeAnswer() throws Exception {
    Caller caller = callerWith("1000");
    byte[] body =
        "{\"model\":\"small\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"
            .getBytes(StandardCharsets.UTF_8);
    ChatRequest stream = ChatJson.readRequest(body);

    assertThatThrownBy(() -> tollgate.complete(caller, stream))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(tollgate.openHolds()).isZero();
  }

  private Caller callerWith(String credits) throws Exception {
    Account account = now(tollgate.ledger().open("somebody"));
    Money funds = Money.ofCredits(new BigDecimal(credits));
    now(tollgate.ledger().topUp(new TopUp(account.id(), funds, "funds", null)));
    return new Caller(account.id(), "embedded", KeyLimits.NONE);
  }

  private Balance balance(Caller caller) {
    return tollgate.ledger().find(caller.account()).orElseThrow().balance();
  }

  private static <T> T now(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private static Refusal refusal(CompletionStage<?> stage) throws Exception {
    try {
      now(stage);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Refusal refusal) {
        return refusal;
      }
      throw e;
    }
    throw new AssertionError("it was not refused");
  }
}
