package dev.tollgate.upstream.hostile;

import com.google.errorprone.annotations.Immutable;

/**
 * What a server claims to have used.
 *
 * @param prompt as it stands in JSON, which need be no number
 * @param completion as it stands in JSON
 */
@Immutable
record Tokens(String prompt, String completion) {

  static Tokens of(long prompt, long completion) {
    return new Tokens(Long.toString(prompt), Long.toString(completion));
  }
}
