package dev.tollgate.store.jooq;

import java.util.Optional;

/**
 * Where the database is and who we are there.
 *
 * @param url as {@code jdbc:h2:file:./data/tollgate}
 * @param username may be empty
 * @param password may be empty
 */
public record DatabaseLogin(String url, String username, String password) {

  /** What is wrong with that URL, in words for the operator; nothing when it can be used. */
  public static Optional<String> fault(String url) {
    try {
      if (url.startsWith(PostgresEngine.SCHEME)) {
        PostgresEngine.checkUrl(url);
      } else {
        H2Url.withOurSettings(url);
      }
      return Optional.empty();
    } catch (IllegalArgumentException unusable) {
      return Optional.of(String.valueOf(unusable.getMessage()));
    }
  }

  /** Leaves the password out, so that it reaches no log. */
  @Override
  public String toString() {
    return "DatabaseLogin[url=" + url + ", username=" + username + "]";
  }
}
