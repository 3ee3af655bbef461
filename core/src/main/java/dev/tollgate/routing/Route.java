package dev.tollgate.routing;

/**
 * A model's way to one of its upstreams, as the operator set it up.
 *
 * @param weight its share of the requests where a model goes by weights; 0 for a way that is tried
 *     behind all others
 * @param enabled false when it is out of use from the start
 */
public record Route(Candidate candidate, int weight, boolean enabled) {
  public Route {
    if (weight < 0) {
      throw new IllegalArgumentException("a weight is not negative: " + weight);
    }
  }

  /** One of the usual weight, in use. */
  public static Route of(Candidate candidate) {
    return new Route(candidate, 1, true);
  }
}
