package dev.tollgate.samples.benchmark;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Prints rows in columns as Markdown does, each as soon as it is known. */
public final class Table {

  private final PrintWriter out;
  private final List<Integer> widths = new ArrayList<>();

  /** Begins with the titles; a cell is as wide as its title, or wider where that is told. */
  public Table(PrintWriter out, List<String> titles, int firstWidth) {
    this.out = out;
    for (String title : titles) {
      widths.add(widths.isEmpty() ? Math.max(firstWidth, title.length()) : title.length());
    }
    row(titles);
    row(widths.stream().map(width -> String.join("", Collections.nCopies(width, "-"))).toList());
  }

  /** Prints a row. */
  public void row(List<String> cells) {
    StringBuilder line = new StringBuilder("|");
    for (int i = 0; i < cells.size(); i++) {
      String format = i == 0 ? " %-" : " %";
      line.append(String.format(Locale.ROOT, format + widths.get(i) + "s |", cells.get(i)));
    }
    out.println(line);
    out.flush();
  }

  /** A number with that many decimals. */
  public static String number(double value, int decimals) {
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }

  /** A whole number. */
  public static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
