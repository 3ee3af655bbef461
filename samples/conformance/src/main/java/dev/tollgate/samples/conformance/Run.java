package dev.tollgate.samples.conformance;

import dev.tollgate.samples.conformance.client.Mismatch;
import dev.tollgate.samples.conformance.client.Server;
import dev.tollgate.samples.conformance.rows.Row;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;

/** Runs rows one after the other and prints the table. */
final class Run {

  private final Server server;
  private final PrintWriter out;

  Run(Server server, PrintWriter out) {
    this.server = server;
    this.out = out;
  }

  /** True when all rows passed. */
  boolean of(List<Row> rows) throws InterruptedException {
    int failed = 0;
    for (Row row : rows) {
      String complaint = complaint(row);
      out.printf(
          "%-6s  %-78s  %s%n", complaint.isEmpty() ? "ok" : "FAILED", row.name(), row.sentence());
      if (!complaint.isEmpty()) {
        failed++;
        out.println("        " + complaint);
      }
      out.flush();
    }
    out.printf("%n%d rows, %d passed, %d failed%n", rows.size(), rows.size() - failed, failed);
    out.flush();
    return failed == 0;
  }

  private String complaint(Row row) throws InterruptedException {
    try {
      row.probe().run(server);
      return "";
    } catch (Mismatch e) {
      return String.valueOf(e.getMessage()).strip();
    } catch (IOException e) {
      return "the connection failed: " + e;
    }
  }
}
