package dev.tollgate.samples.conformance;

import dev.tollgate.samples.conformance.client.JsonValue;

/** The words of one provider's API. */
interface Speech {

  /** What is asked for at that path. */
  Wish wish(String path, JsonValue asked);

  /** The body of a whole answer. */
  String whole(Wish wish);

  /** The body of a stream. */
  String stream(Wish wish);
}
