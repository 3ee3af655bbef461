package dev.tollgate.store.jooq;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A database that fails now and then where a real one can: before a statement, before a commit,
 * behind one that took effect and whose answer is lost, and before and behind the disk's.
 */
final class FaultyEngine implements WrappedEngine {

  private final Engine engine;
  private final Random random;

  /** Of its own, since another thread draws from it. */
  private final Random barrierRandom;

  private final UnaryOperator<String> rewriting;
  private volatile double rate;

  /**
   * A faulty one in front of a sound one.
   *
   * @param rewriting what becomes of each statement: for planted faults of our own
   */
  FaultyEngine(Engine engine, long seed, UnaryOperator<String> rewriting) {
    this.engine = engine;
    this.random = new Random(seed);
    this.barrierRandom = new Random(seed);
    this.rewriting = rewriting;
  }

  /** From now on that share of the calls fails, which ones by the seed and who calls when. */
  void failAtRate(double share, long seed) {
    // Small seeds alone all begin with nearly the same number.
    Random mixed = new Random(seed);
    random.setSeed(mixed.nextLong());
    barrierRandom.setSeed(mixed.nextLong());
    rate = share;
  }

  @Override
  public Engine engine() {
    return engine;
  }

  @Override
  public Connection connect() throws SQLException {
    return JdbcProxy.of(Connection.class, new OnConnection(engine.connect()));
  }

  @Override
  public @Nullable Barrier barrier(Connection writing) throws SQLException {
    Barrier barrier = engine.barrier(writing);
    return barrier == null ? null : new FaultyBarrier(barrier);
  }

  @Override
  public Node join(Connection connection, Instant now) throws SQLException {
    connection.close();
    return engine.join(engine.connect(), now);
  }

  private void maybeFail(String where) throws SQLException {
    maybeFail(random, where);
  }

  private void maybeFail(Random random, String where) throws SQLException {
    if (random.nextDouble() < rate) {
      throw new SQLTransientException("planted: " + where, "40001");
    }
  }

  private final class FaultyBarrier implements WrappedBarrier {
    private final Barrier barrier;

    FaultyBarrier(Barrier barrier) {
      this.barrier = barrier;
    }

    @Override
    public Barrier barrier() {
      return barrier;
    }

    @Override
    public void pass() throws SQLException {
      try {
        maybeFail(barrierRandom, "before the disk");
        barrier.pass();
        maybeFail(barrierRandom, "behind the disk");
      } catch (SQLException failure) {
        barrier.close();
        throw failure;
      }
    }
  }

  private final class OnConnection implements InvocationHandler {
    private final Connection connection;

    OnConnection(Connection connection) {
      this.connection = connection;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object[] args) throws Throwable {
      return switch (method.getName()) {
        case "prepareStatement" -> {
          PreparedStatement statement =
              connection.prepareStatement(rewriting.apply((String) args[0]));
          yield JdbcProxy.of(PreparedStatement.class, new OnStatement(statement));
        }
        case "createStatement" ->
            JdbcProxy.of(Statement.class, new OnStatement(connection.createStatement()));
        case "commit" -> {
          maybeFail("before a commit");
          connection.commit();
          maybeFail("behind a commit");
          yield null;
        }
        default -> JdbcProxy.call(connection, method, args);
      };
    }
  }

  private final class OnStatement implements InvocationHandler {
    private final Statement statement;

    OnStatement(Statement statement) {
      this.statement = statement;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object[] args) throws Throwable {
      // A sync that fails is no passing fault: nothing is served from then on.
      if (method.getName().startsWith("execute")
          && (args == null || !H2Engine.SYNC.equals(args[0]))) {
        maybeFail("before a statement");
      }
      return JdbcProxy.call(statement, method, args);
    }
  }
}
