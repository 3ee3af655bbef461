package dev.tollgate.launcher;

/**
 * What a row of the table of failures says of upstreams that fail before the caller got anything.
 *
 * @param kind the word of the admin API for the failure
 * @param status what a caller gets where there is no other upstream
 * @param triesHelped how often the upstream is asked where there is another
 * @param triesAlone how often where there is none
 * @param isSwitched whether the other upstream answers in its place
 * @param retryAfter what the caller is told to wait, or empty
 */
record Expected(
    String kind,
    int status,
    String code,
    int triesHelped,
    int triesAlone,
    boolean isSwitched,
    Ejection ejection,
    String retryAfter) {

  /** When such an upstream gets no more requests. */
  enum Ejection {
    /** Behind five failures in a row, for half a minute. */
    FIFTH,
    /** At once, for as long as the upstream asked. */
    WAIT,
    /** At once, for five minutes. */
    OPERATOR,
    /** The model's route at once; the upstream stays in use. */
    ROUTE,
    /** Never. */
    NEVER
  }

  /** One try at the upstream, then another one's turn. */
  static Expected switched(String kind, int status, String code, Ejection ejection) {
    return new Expected(kind, status, code, 1, 1, true, ejection, "");
  }

  /** One try in all: no other upstream would say anything else. */
  static Expected refused(String kind, int status, String code) {
    return new Expected(kind, status, code, 1, 1, false, Ejection.NEVER, "");
  }

  Expected withTries(int helped, int alone) {
    return new Expected(kind, status, code, helped, alone, isSwitched, ejection, retryAfter);
  }

  Expected withRetryAfter(String seconds) {
    return new Expected(kind, status, code, triesHelped, triesAlone, isSwitched, ejection, seconds);
  }

  /** Whether an operator hears of each try, since nobody else can help. */
  boolean isAlarming() {
    return ejection == Ejection.OPERATOR || ejection == Ejection.ROUTE;
  }

  String type() {
    return status < 500 ? "invalid_request_error" : "api_error";
  }
}
