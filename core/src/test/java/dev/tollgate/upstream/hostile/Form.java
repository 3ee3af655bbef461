package dev.tollgate.upstream.hostile;

/** How an answer comes. */
public enum Form {
  WHOLE,
  STREAM
}
