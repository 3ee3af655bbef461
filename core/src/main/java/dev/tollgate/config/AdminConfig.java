package dev.tollgate.config;

/**
 * The admin API.
 *
 * @param token what its callers must show; none switches the admin API off
 */
public record AdminConfig(Secret token) {

  /** Off. */
  public static final AdminConfig DEFAULTS = new AdminConfig(Secret.NONE);

  /** True when there is a token and so an admin API. */
  public boolean isOn() {
    return !token.isEmpty();
  }
}
