package dev.tollgate.samples.routertraining;

/** A file of outcomes. */
enum Source {
  PAIR("mmlu_pair"),
  PRO("mmlu_pro"),
  MIXED("mixed"),
  /** Without a clear licence: measured with, never learned from. */
  ROUTERBENCH("routerbench");

  private final String file;

  Source(String file) {
    this.file = file;
  }

  String file() {
    return file + ".jsonl.gz";
  }
}
