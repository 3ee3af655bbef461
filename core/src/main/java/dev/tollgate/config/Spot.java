package dev.tollgate.config;

/**
 * A place in the file.
 *
 * @param line from 1, or 0 when unknown
 */
record Spot(String path, int line) {

  /** The file as a whole. */
  static final Spot FILE = new Spot("", 0);

  Spot member(String key, int keyLine) {
    return new Spot(path.isEmpty() ? key : path + "." + key, keyLine);
  }

  Spot item(int index, int itemLine) {
    return new Spot(path + "[" + index + "]", itemLine);
  }
}
