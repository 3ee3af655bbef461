package dev.tollgate.upstream.hostile;

/** Why a model stopped. */
enum Stop {
  END,
  FILTERED
}
