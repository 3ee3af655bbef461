package dev.tollgate.samples.benchmark;

import java.util.Collections;
import java.util.List;

/**
 * What to measure.
 *
 * @param callers how many at once, a run each
 * @param accounts over how many accounts they are spread, a run each
 * @param rate requests a second of the run at a steady rate
 * @param rows usage rows to add for a second round of runs; zero for none
 */
record Plan(List<Integer> callers, List<Integer> accounts, int rate, Span span, long rows) {

  int mostAccounts() {
    return Collections.max(accounts);
  }
}
