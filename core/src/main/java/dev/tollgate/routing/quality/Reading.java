package dev.tollgate.routing.quality;

/**
 * What was read of one conversation, before it is turned into numbers.
 *
 * @param last the user's last turn
 * @param earlier the words of the instructions and of the turns before it
 * @param lastChars how long the last turn is, read or not
 * @param instructionChars how long the instructions are together
 * @param earlierChars how long all other turns are together
 */
record Reading(
    TextScan last,
    WordBag earlier,
    long lastChars,
    long instructionChars,
    long earlierChars,
    Counts counts) {

  /**
   * The conversation around the text.
   *
   * @param turns how many messages there are
   * @param tools how many tools are offered
   * @param toolCalls how many calls were made so far
   * @param structured whether the answer is to be JSON
   */
  record Counts(int turns, int tools, int toolCalls, boolean structured) {}
}
