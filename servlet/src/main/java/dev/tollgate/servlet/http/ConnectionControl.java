package dev.tollgate.servlet.http;

import jakarta.servlet.http.HttpServletRequest;

/**
 * What the servlet API can't do with a caller's connection, as far as the container has a way.
 * Thread-safe; no method blocks or throws.
 */
@FunctionalInterface
public interface ConnectionControl {

  /** Does nothing: the container ends connections in its own time and tells of their end late. */
  ConnectionControl NONE = request -> {};

  /** Closes the connection of that request at once, without an end mark. */
  void cut(HttpServletRequest request);

  /**
   * Has that run, once and on any thread, if the caller ends the connection while the answer to the
   * request is pending; never before this returns, so that it may be called under a lock. Does
   * nothing where a container sees the end of a connection only when it reads or writes.
   */
  default void watch(HttpServletRequest request, Runnable gone) {}
}
