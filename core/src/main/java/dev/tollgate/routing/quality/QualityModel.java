package dev.tollgate.routing.quality;

import dev.tollgate.chat.ChatRequest;
import dev.tollgate.pricing.Price;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What was learned from real outcomes: how good and how long each profile's answer to a
 * conversation is likely to be.
 *
 * <p>Immutable and safe for use by many threads at once. An assessment takes some ten microseconds
 * and is the same every time.
 */
public final class QualityModel {

  private static final String RESOURCE = "quality-weights.bin";
  private static final double NANOS_PER_DOLLAR = 1e9;

  private final Weights weights;
  private final Map<String, Integer> positions;
  private final List<Assessment> reference;
  private final float usualTokens;
  private final FeatureExtractor extractor = new FeatureExtractor();

  /** The model of those weights. */
  public QualityModel(Weights weights) {
    this.weights = weights;
    Map<String, Integer> found = new LinkedHashMap<>();
    for (Profile profile : weights.profiles()) {
      if (found.put(profile.name(), found.size()) != null) {
        throw new InvalidWeights("two profiles are called " + profile.name());
      }
    }
    if (weights.profiles().stream().noneMatch(Profile::isTier)) {
      throw new InvalidWeights("no profile speaks for a tier of prices");
    }
    this.usualTokens = weights.usualTokens();
    this.positions = Collections.unmodifiableMap(found);
    this.reference = ReferenceTable.read(weights.reference(), positions);
  }

  /**
   * The model that comes with this version.
   *
   * @throws InvalidWeights when its weights are missing or broken
   */
  public static QualityModel bundled() {
    try (InputStream in = QualityModel.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new InvalidWeights("the quality weights " + RESOURCE + " are missing");
      }
      return read(in);
    } catch (IOException e) {
      throw new InvalidWeights("the quality weights can't be closed: " + e.getMessage(), e);
    }
  }

  /**
   * Reads a model from a file.
   *
   * @throws InvalidWeights with the file's name in its message, in one line
   */
  public static QualityModel read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in);
    } catch (InvalidWeights e) {
      throw new InvalidWeights(file + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new InvalidWeights(file + " cannot be read", e);
    }
  }

  /**
   * Reads a model; the stream stays open.
   *
   * @throws InvalidWeights when it can't be read, or is not whole, or of another version
   */
  public static QualityModel read(InputStream in) {
    return new QualityModel(WeightsCodec.read(in));
  }

  /** The version of the weights, for logs. */
  public String version() {
    return weights.version();
  }

  /** The names of all profiles: those of models, then those of tiers. */
  public Set<String> profiles() {
    return positions.keySet();
  }

  /** The profile that speaks for a model at that price when none is named. */
  public String tierProfile(Price price) {
    double dollars = (price.input().nanos() + (double) price.output().nanos()) / NANOS_PER_DOLLAR;
    Profile tier = null;
    for (Profile profile : weights.profiles()) {
      boolean speaks = profile.isTier() && (tier == null || profile.tierFrom() <= dollars);
      if (speaks && (tier == null || profile.tierFrom() >= tier.tierFrom())) {
        tier = profile;
      }
    }
    if (tier == null) {
      throw new IllegalStateException("no tier, though the constructor saw one");
    }
    return tier.name();
  }

  /** What every profile is likely to make of it. */
  public Assessment assess(ChatRequest request) {
    return assess(extractor.extract(request));
  }

  /** Assessments of typical conversations, to calibrate choices with; the same every time. */
  public List<Assessment> reference() {
    return reference;
  }

  /** What every profile is likely to make of what was read of a conversation. */
  public Assessment assess(Features features) {
    float[] standardised = weights.standard().of(features.shape());
    int[] ranks = Forest.ranks(features.shape());
    float[] common = weights.common().sums(features, standardised, ranks);
    common[1] += Assumed.gap(features.shape());
    float[] own = new float[weights.own().outputs()];
    weights.own().add(ranks, own);
    float[] lengths = new float[own.length];
    weights.lengths().add(ranks, lengths);
    boolean open = features.gate() == Gate.NONE;
    float openTokens = Assumed.openTokens(features.shape()) - usualTokens;
    int count = weights.profiles().size();
    float[] qualities = new float[count];
    float[] tokens = new float[count];
    for (int i = 0; i < count; i++) {
      Profile profile = weights.profiles().get(i);
      float quality = profile.level() + profile.lift() * common[0] + profile.slope() * common[1];
      float length = profile.tokens() + (open ? openTokens : common[2]);
      if (i < own.length) {
        float covered = profile.covered()[features.gate().position()];
        quality += covered * own[i];
        length += covered * lengths[i];
      }
      qualities[i] = quality;
      tokens[i] = Range.tokens(length);
    }
    Range.bound(qualities);
    return new Assessed(positions, qualities, tokens);
  }
}
