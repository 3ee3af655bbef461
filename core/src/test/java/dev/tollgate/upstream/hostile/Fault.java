package dev.tollgate.upstream.hostile;

/** What a server may complain of in words that mean more than its status. */
enum Fault {
  /** The server itself. */
  SERVER,
  /** The request. */
  REQUEST,
  /** Our key. */
  KEY,
  /** The length of the conversation. */
  LENGTH,
  /** The content. */
  CONTENT
}
