package dev.tollgate.upstream.hostile;

/** Where an upstream is to be found, if it is. */
enum Address {
  /** At its server. */
  SERVER,
  /** On a port on which nobody listens. */
  NOBODY,
  /** On a host without an address. */
  UNKNOWN_HOST,
  /** At a server that closes the connection in the TLS handshake. */
  CLOSED_HANDSHAKE,
  /** At a server that never says a word of TLS. */
  SILENT_HANDSHAKE
}
