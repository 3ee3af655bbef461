package dev.tollgate.store.jooq;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A database at whose transactions a thread may be held up, statement by statement. */
final class StoppingEngine implements WrappedEngine {

  private final Engine engine;
  private final Stop stop;

  StoppingEngine(Engine engine, Stop stop) {
    this.engine = engine;
    this.stop = stop;
  }

  @Override
  public Engine engine() {
    return engine;
  }

  @Override
  public Connection connect() throws SQLException {
    Connection connection = engine.connect();
    HotSql sql = new HotSql(engine.sql(connection));
    H2Sql h2 = new H2Sql(engine.sql(connection));
    Map<String, KillPoint> points =
        Map.of(
            h2.reserve(), KillPoint.RESERVED,
            sql.insertHold(), KillPoint.HOLDS_INSERTED,
            h2.endHolds(), KillPoint.HOLDS_ENDED,
            h2.charge(), KillPoint.CHARGED,
            sql.insertTransfer(), KillPoint.TRANSFERS_INSERTED,
            sql.insertUsage(), KillPoint.USAGE_INSERTED,
            h2.addToDay(), KillPoint.DAYS_ADDED);
    return JdbcProxy.of(Connection.class, new OnConnection(connection, points));
  }

  @Override
  public Node join(Connection connection, Instant now) throws SQLException {
    Node node = engine.join(connection, now);
    return new Node(node.epoch(), new StoppingDurability(node.durability()), node.upkeep());
  }

  private final class OnConnection implements InvocationHandler {
    private final Connection connection;
    private final Map<String, KillPoint> points;

    OnConnection(Connection connection, Map<String, KillPoint> points) {
      this.connection = connection;
      this.points = points;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object[] args) throws Throwable {
      if (method.getName().equals("commit")) {
        boolean writer = FilePoints.onWriter();
        stop.at(writer ? KillPoint.BEFORE_COMMIT : KillPoint.BOOT_REDONE);
        connection.commit();
        stop.at(writer ? KillPoint.COMMITTED : KillPoint.BOOT_COMMITTED);
        return null;
      }
      Object result = JdbcProxy.call(connection, method, args);
      KillPoint point = args != null && FilePoints.onWriter() ? points.get(args[0]) : null;
      return point == null || !(result instanceof PreparedStatement statement)
          ? result
          : JdbcProxy.of(PreparedStatement.class, new OnStatement(statement, point));
    }
  }

  private final class OnStatement implements InvocationHandler {
    private final Statement statement;
    private final KillPoint point;

    OnStatement(Statement statement, KillPoint point) {
      this.statement = statement;
      this.point = point;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object[] args) throws Throwable {
      Object result = JdbcProxy.call(statement, method, args);
      if (method.getName().startsWith("execute")) {
        stop.at(point);
      }
      return result;
    }
  }

  private final class StoppingDurability implements Durability {
    private final Durability durability;

    StoppingDurability(Durability durability) {
      this.durability = durability;
    }

    @Override
    public void begin() {
      stop.at(KillPoint.BEFORE_BEGIN);
      durability.begin();
    }

    @Override
    public void ended() {
      durability.ended();
    }

    @Override
    public void keep(List<Move> settled, Statement statement) throws SQLException {
      durability.keep(settled, statement);
      stop.at(KillPoint.JOURNAL_SYNCED);
    }

    @Override
    public void keepAll(Statement statement) throws SQLException {
      durability.keepAll(statement);
    }
  }
}
