package dev.tollgate.store.jooq;

import dev.tollgate.ledger.AccountId;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * A process that races another for the money of accounts: for each line with an account, a hundred
 * callers at once, and a line with how many were admitted. It ends with its input.
 */
final class RacingNode {

  private static final int CALLERS = 100;

  private RacingNode() {}

  /** The URL of the database, its user, and a name for this node. */
  public static void main(String[] args) throws Exception {
    try (Database database = PostgresServer.node(new DatabaseLogin(args[0], args[1], ""));
        Callers callers = new Callers(CALLERS);
        BufferedReader in =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      int round = 0;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        round++;
        System.out.println(callers.admitted(database, new AccountId(line), args[2] + "_" + round));
      }
    }
  }
}
