package dev.tollgate.servlet.chat;

import jakarta.servlet.http.HttpServletRequest;

/**
 * Closes a caller's connection at once, without an end mark, where the container has a way to do
 * so; the servlet API has none.
 */
@FunctionalInterface
public interface ConnectionCut {

  /** Does nothing: the container ends the connection in its own time. */
  ConnectionCut NONE = request -> {};

  /** Closes the connection of that request. Must not block, and must not throw. */
  void cut(HttpServletRequest request);
}
