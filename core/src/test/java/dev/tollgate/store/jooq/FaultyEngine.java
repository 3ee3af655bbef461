package dev.tollgate.store.jooq;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Random;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A database that fails now and then where a real one can: before a statement, before a commit, and
 * behind one that took effect and whose answer is lost.
 */
final class FaultyEngine implements Engine {

  private final Engine engine;
  private final Random random;
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
    this.rewriting = rewriting;
  }

  /** From now on that share of the calls fails. */
  void failAtRate(double share) {
    rate = share;
  }

  @Override
  public DataSource source() {
    return engine.source();
  }

  @Override
  public Connection connect() throws SQLException {
    return proxy(Connection.class, new OnConnection(engine.connect()));
  }

  @Override
  public DSLContext sql(Connection connection) {
    return engine.sql(connection);
  }

  @Override
  public String deadline(int millis) {
    return engine.deadline(millis);
  }

  @Override
  public boolean isShared() {
    return engine.isShared();
  }

  @Override
  public boolean isLost() {
    return engine.isLost();
  }

  @Override
  public Node join(Connection connection, Instant now) throws SQLException {
    connection.close();
    return engine.join(engine.connect(), now);
  }

  @Override
  public @Nullable String explain(SQLException failure) {
    return engine.explain(failure);
  }

  private void maybeFail(String where) throws SQLException {
    if (random.nextDouble() < rate) {
      throw new SQLTransientException("planted: " + where, "40001");
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
          yield proxy(PreparedStatement.class, new OnStatement(statement));
        }
        case "createStatement" ->
            proxy(Statement.class, new OnStatement(connection.createStatement()));
        case "commit" -> {
          maybeFail("before a commit");
          connection.commit();
          maybeFail("behind a commit");
          yield null;
        }
        default -> call(connection, method, args);
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
      return call(statement, method, args);
    }
  }

  private static @Nullable Object call(Object target, Method method, Object[] args)
      throws Throwable {
    try {
      return method.invoke(target, args);
    } catch (InvocationTargetException failure) {
      throw failure.getCause();
    }
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            FaultyEngine.class.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
