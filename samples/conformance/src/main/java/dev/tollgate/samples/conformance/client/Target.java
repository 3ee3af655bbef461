package dev.tollgate.samples.conformance.client;

import java.net.URI;

/**
 * What a run is aimed at.
 *
 * @param root the address without {@code /v1}
 * @param key an API key with credits
 * @param model the id of a model to ask
 */
public record Target(URI root, String key, String model) {

  /** A target by the base URL that SDKs take, with {@code /v1} at its end or without. */
  public static Target of(String baseUrl, String key, String model) {
    String trimmed = baseUrl.replaceAll("/+$", "").replaceAll("/v1$", "");
    return new Target(URI.create(trimmed), key, model);
  }

  /** The same with another model. */
  public Target withModel(String other) {
    return new Target(root, key, other);
  }

  /** The text with {@code $MODEL} and {@code $KEY} replaced. */
  String fill(String text) {
    return text.replace("$MODEL", model).replace("$KEY", key);
  }

  /** Where a path as {@code /v1/models} is, as it stands in a request line. */
  String requestTarget(String path) {
    return root.getRawPath() + fill(path);
  }

  /** The whole address of a path. */
  URI resolve(String path) {
    return URI.create(root + fill(path));
  }
}
