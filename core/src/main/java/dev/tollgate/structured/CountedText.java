package dev.tollgate.structured;

/** A text of which every look at a character is paid for, so that no pattern runs for long. */
record CountedText(String text, Budget budget) implements CharSequence {

  @Override
  public char charAt(int index) {
    budget.spend(1);
    return text.charAt(index);
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return new CountedText(text.substring(start, end), budget);
  }

  @Override
  public String toString() {
    return text;
  }
}
