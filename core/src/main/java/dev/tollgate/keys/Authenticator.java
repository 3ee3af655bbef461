package dev.tollgate.keys;

import java.util.Optional;

/** Says who a credential belongs to; thread-safe. */
public interface Authenticator {

  /** The caller of that credential (the text behind {@code Bearer}), or empty for nobody. */
  Optional<Caller> authenticate(String credential);
}
