package dev.tollgate.structured;

/** The form that one request asked for, made ready once; thread-safe. */
@FunctionalInterface
public interface AnswerForm {

  /** Any text. */
  AnswerForm ANY = content -> true;

  /**
   * True unless the text is known not to have this form: what can't be judged passes. Takes bounded
   * work and no I/O, but more than an I/O thread should do.
   */
  boolean fits(String content);
}
