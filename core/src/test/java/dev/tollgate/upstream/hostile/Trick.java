package dev.tollgate.upstream.hostile;

import com.google.errorprone.annotations.Immutable;
import dev.tollgate.upstream.Script;

/** Makes the script for one request. */
@Immutable
@FunctionalInterface
interface Trick {
  Script play(Speech speech, Form form);
}
