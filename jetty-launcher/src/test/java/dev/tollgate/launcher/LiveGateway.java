package dev.tollgate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Stopwatch;
import dev.tollgate.config.GatewayConfig;
import dev.tollgate.config.Tollgate;
import dev.tollgate.gateway.ChatCall;
import dev.tollgate.gateway.ExchangeListener;
import dev.tollgate.gateway.ExchangeSummary;
import dev.tollgate.gateway.LostAnswer;
import dev.tollgate.ledger.AccountId;
import dev.tollgate.ledger.Balance;
import dev.tollgate.ledger.Integrity;
import dev.tollgate.ledger.LedgerEntry;
import dev.tollgate.money.Money;
import dev.tollgate.servlet.chat.AnswerLimits;
import dev.tollgate.upstream.Script;
import java.net.URI;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A whole gateway as {@code serve} runs it: Jetty on a free port before an H2 file. */
public final class LiveGateway implements AutoCloseable {

  private final GatewayPrograms.Running running;
  private final Endings endings;

  private LiveGateway(GatewayPrograms.Running running, Endings endings) {
    this.running = running;
    this.endings = endings;
  }

  /** Starts one; it answers when this returns. */
  public static LiveGateway start(LiveSetup setup) throws Exception {
    return start(setup.config(), setup.limits());
  }

  /** Starts one with any config. */
  static LiveGateway start(GatewayConfig config, AnswerLimits limits) throws Exception {
    Endings endings = new Endings();
    return new LiveGateway(GatewayPrograms.start(config, limits, endings), endings);
  }

  /** Where it listens, without a path. */
  public URI address() {
    return running.server().address();
  }

  int port() {
    return address().getPort();
  }

  Tollgate tollgate() {
    return running.tollgate();
  }

  /** A new account with that many credits, and a key for it, both by the admin API. */
  public Customer customer(String credits) throws Exception {
    return new AdminCaller(address()).customer(credits);
  }

  /** A customer who can pay for everything. */
  public Customer rich() throws Exception {
    return customer("100000");
  }

  Balance balance(Customer customer) {
    return tollgate().ledger().find(account(customer)).orElseThrow().balance();
  }

  List<LedgerEntry> entries(Customer customer) {
    return tollgate().ledger().entries(account(customer), "", 1000).rows();
  }

  /** What the last request of that customer cost; zero when none cost anything. */
  public Money lastCharge(Customer customer) {
    LedgerEntry last = entries(customer).get(0);
    return last.kind() == LedgerEntry.Kind.USAGE ? Money.ZERO.minus(last.amount()) : Money.ZERO;
  }

  private static AccountId account(Customer customer) {
    return new AccountId(customer.account());
  }

  /** Waits until that many requests in all have joined another one with their key. */
  void awaitJoins(long joins) {
    Stopwatch waited = Stopwatch.createStarted();
    while (tollgate().idempotency().counts().joins() < joins) {
      assertThat(waited.elapsed()).as("did not join").isLessThan(Script.DEADLINE);
      Thread.onSpinWait();
    }
  }

  /** Waits for the ending of the next call that nobody waited for yet. */
  ExchangeSummary awaitEnding() throws InterruptedException {
    ExchangeSummary summary =
        endings.summaries.poll(Script.DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
    assertThat(summary).as("the ending of a call").isNotNull();
    return summary;
  }

  /** Waits until it is known what the next answer used that nobody pays for. */
  LostAnswer awaitLost() throws InterruptedException {
    LostAnswer answer = endings.lost.poll(Script.DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
    assertThat(answer).as("an answer that nobody pays for").isNotNull();
    return answer;
  }

  /** Checks that no hold is left and that every sum of the ledger is right. */
  public void checkBooks() {
    Integrity integrity = tollgate().ledger().check();
    assertThat(integrity.problems()).isEmpty();
    assertThat(integrity.openHolds()).isZero();
  }

  /** Checks that the customer was charged nothing, and the books with it. */
  public void checkUncharged(Customer customer) {
    assertThat(balance(customer).charged()).isEqualTo(Money.ZERO);
    assertThat(balance(customer).reserved()).isEqualTo(Money.ZERO);
    checkBooks();
  }

  @Override
  public void close() {
    try {
      running.server().drainAndStop();
    } catch (Exception e) {
      throw new AssertionError("the stop was not orderly", e);
    }
  }

  private static final class Endings implements ExchangeListener {

    private final BlockingQueue<ExchangeSummary> summaries = new LinkedBlockingQueue<>();
    private final BlockingQueue<LostAnswer> lost = new LinkedBlockingQueue<>();

    @Override
    public void lost(ChatCall call, LostAnswer answer) {
      lost.add(answer);
    }

    @Override
    public void ended(ChatCall call, ExchangeSummary summary) {
      summaries.add(summary);
    }
  }
}
