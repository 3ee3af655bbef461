package dev.tollgate.structured;

import dev.tollgate.chat.ResponseFormat;

/** Makes ready the check of answers by the form that their request asked for; thread-safe. */
@FunctionalInterface
public interface AnswerCheck {

  /** Checks nothing, for programs that want no library of JSON Schema on their class path. */
  AnswerCheck NONE = format -> AnswerForm.ANY;

  /**
   * The form that answers must have; {@link AnswerForm#ANY} where that format binds nobody. Takes
   * work in proportion to the schema, bounded, and no I/O.
   */
  AnswerForm formOf(ResponseFormat format);
}
