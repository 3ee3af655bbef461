package dev.tollgate.servlet.admin;

import java.io.IOException;

/** What a route does; thread-safe. */
@FunctionalInterface
interface AdminHandler {

  /**
   * Answers that call, or refuses it by a {@link dev.tollgate.refusal.Refusal}.
   *
   * @throws IOException when the caller is gone
   */
  AdminAnswer answer(AdminCall call) throws IOException;
}
