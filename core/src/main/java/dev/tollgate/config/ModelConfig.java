package dev.tollgate.config;

/** What callers may name as {@code model}. */
public sealed interface ModelConfig permits PricedModelConfig, AutoModelConfig {

  /** The public id. */
  String id();

  /** A word for people, as {@code premium}. */
  String category();
}
