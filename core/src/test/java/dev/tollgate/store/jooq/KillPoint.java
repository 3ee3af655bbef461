package dev.tollgate.store.jooq;

/** Where a process is held up until it is killed. */
enum KillPoint {
  BEFORE_BEGIN("writer: before a transaction begins", 40, false),
  RESERVED("writer: behind an account's reserve", 40, false),
  HOLDS_INSERTED("writer: behind the insert of holds", 20, false),
  HOLDS_ENDED("writer: behind the new state of holds", 20, false),
  CHARGED("writer: behind the charge of accounts", 20, false),
  TRANSFERS_INSERTED("writer: behind the transfers", 20, false),
  USAGE_INSERTED("writer: behind the usage", 20, false),
  DAYS_ADDED("writer: behind the sums of the day", 20, false),
  BEFORE_COMMIT("writer: before the commit", 40, false),
  COMMITTED("writer: behind the commit, before the journal", 20, false),
  JOURNAL_TORN("journal: a record half written", 20, false),
  JOURNAL_APPENDED("journal: a record written and not synced", 20, false),
  JOURNAL_SYNCED("journal: a record synced, before the answer", 20, false),
  TOP_UP_WRITTEN("top-up: written and not synced", 1, false),
  TOP_UP_HALF_CLEARED("top-up: synced, one journal file of two cleared", 2, false),
  BOOT_REDONE("start: settled again, before the commit", 1, false),
  BOOT_COMMITTED("start: settled again and committed, not synced", 1, false),
  BOOT_SYNCED("start: settled again and synced, before the journal is cleared", 1, false),
  BOOT_HALF_CLEARED("start: one journal file of two cleared", 1, false),
  CHECKPOINT_BEGUN("checkpoint: behind the turn, before H2 writes", 1, false),
  CHECKPOINT_TORN("checkpoint: H2's write half done", 1, false),
  CHECKPOINT_WRITTEN("checkpoint: written and not synced", 1, true),
  CHECKPOINT_SYNCED("checkpoint: synced, before the old journal file retires", 1, true),
  CHECKPOINT_RETIRED("checkpoint: the old journal file retired", 1, false);

  private final String words;
  private final int times;
  private final boolean besideTheWriter;

  KillPoint(String words, int times, boolean besideTheWriter) {
    this.words = words;
    this.times = times;
    this.besideTheWriter = besideTheWriter;
  }

  /** What it is called in the table. */
  String words() {
    return words;
  }

  /** How often it is reached within a second or two. */
  int times() {
    return times;
  }

  /** True where the writer goes on, and so should be killed later on. */
  boolean besideTheWriter() {
    return besideTheWriter;
  }

  /** True where a process has to be killed before one that recovers from it. */
  boolean recovering() {
    return name().startsWith("BOOT");
  }
}
