package dev.tollgate.samples.conformance.rows;

import java.util.ArrayList;
import java.util.List;

/** All rows, in the order in which they run. */
public final class Kit {

  private Kit() {}

  /** Every row of the kit. */
  public static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    rows.addAll(NumberRows.rows());
    rows.addAll(CountRows.rows());
    rows.addAll(SwitchRows.rows());
    rows.addAll(ToolRows.rows());
    rows.addAll(ToolChoiceRows.rows());
    return rows;
  }
}
