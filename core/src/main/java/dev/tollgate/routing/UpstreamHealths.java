package dev.tollgate.routing;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import dev.tollgate.upstream.UpstreamFailure;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The health of all upstreams, and of the routes to models that they do not know. Thread-safe. */
public final class UpstreamHealths {

  private static final Logger LOG = LoggerFactory.getLogger(UpstreamHealths.class);
  private static final Duration UNKNOWN_MODEL_OUT = Duration.ofMinutes(5);

  private final Map<String, UpstreamHealth> upstreams = new LinkedHashMap<>();

  /** Routes whose upstream said that it does not know their model. */
  private final Cache<Candidate, Boolean> unknownModels;

  /**
   * All in use.
   *
   * @param nanoClock as {@link System#nanoTime}; thread-safe
   * @param jitter spreads the times of upstreams that failed together; thread-safe
   */
  public UpstreamHealths(Collection<String> ids, LongSupplier nanoClock, RandomGenerator jitter) {
    OutShare share = new OutShare(ids.size());
    for (String id : ids) {
      upstreams.put(id, new UpstreamHealth(id, share, nanoClock, jitter));
    }
    unknownModels =
        CacheBuilder.newBuilder()
            .ticker(new NanoTicker(nanoClock))
            .expireAfterWrite(UNKNOWN_MODEL_OUT)
            .build();
  }

  /** An attempt by that route, if it may be used now. */
  public Optional<UpstreamHealth.Visit> enter(Candidate candidate) {
    return unknownModels.getIfPresent(candidate) == null ? of(candidate).enter() : Optional.empty();
  }

  /** True when {@link #enter} would give an attempt now. */
  boolean takes(Candidate candidate) {
    return unknownModels.getIfPresent(candidate) == null && of(candidate).takes();
  }

  /** The health of that route's upstream. */
  public UpstreamHealth of(Candidate candidate) {
    return of(candidate.upstream().id());
  }

  /** The health of the upstream with that id. */
  public UpstreamHealth of(String id) {
    UpstreamHealth health = upstreams.get(id);
    if (health == null) {
      throw new IllegalArgumentException("no such upstream: " + id);
    }
    return health;
  }

  /** How long until that route may be tried; not positive when it may be now. */
  public Duration outFor(Candidate candidate) {
    return unknownModels.getIfPresent(candidate) == null
        ? of(candidate).outFor()
        : UNKNOWN_MODEL_OUT;
  }

  /** Tells of a whole answer by that route. */
  public void succeeded(Candidate candidate, UpstreamHealth.Visit visit) {
    visit.succeeded();
    unknownModels.invalidate(candidate);
  }

  /** Tells of a failure of that route. */
  public void failed(Candidate candidate, UpstreamHealth.Visit visit, UpstreamFailure failure) {
    visit.failed(failure);
    if (failure.kind() == UpstreamFailure.Kind.UNKNOWN_MODEL) {
      LOG.error(
          "upstream {} does not know the model {}: that route is out for {}",
          candidate.upstream().id(),
          candidate.upstreamModel(),
          UNKNOWN_MODEL_OUT);
      unknownModels.put(candidate, true);
    }
  }

  /** How each does, in the order of the config. */
  public List<UpstreamReport> reports() {
    return upstreams.values().stream().map(UpstreamHealth::report).toList();
  }
}
