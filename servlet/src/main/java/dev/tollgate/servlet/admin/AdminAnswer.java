package dev.tollgate.servlet.admin;

import dev.tollgate.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * What a call is answered with.
 *
 * @param body null for an answer without one
 */
record AdminAnswer(int status, @Nullable Json body) {

  /** 200 with that body. */
  static AdminAnswer ok(Json body) {
    return new AdminAnswer(200, body);
  }

  /** 201 with what was made. */
  static AdminAnswer created(Json body) {
    return new AdminAnswer(201, body);
  }

  /** 204: done, and there is nothing to say. */
  static AdminAnswer done() {
    return new AdminAnswer(204, null);
  }
}
