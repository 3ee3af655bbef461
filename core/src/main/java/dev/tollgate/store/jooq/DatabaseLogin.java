package dev.tollgate.store.jooq;

/**
 * Where the database is and who we are there.
 *
 * @param url as {@code jdbc:h2:file:./data/tollgate}
 * @param username may be empty
 * @param password may be empty
 */
public record DatabaseLogin(String url, String username, String password) {

  /** Leaves the password out, so that it reaches no log. */
  @Override
  public String toString() {
    return "DatabaseLogin[url=" + url + ", username=" + username + "]";
  }
}
