package dev.tollgate.routing.auto;

import java.util.Collection;
import java.util.TreeSet;

/** A model names a quality profile that the weights do not have; the message is one line. */
public final class UnknownProfile extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  UnknownProfile(String model, String profile, Collection<String> known) {
    super(
        "quality-profile of model "
            + model
            + ": there is none named "
            + profile
            + "; known are "
            + String.join(", ", new TreeSet<>(known)));
  }
}
