package dev.tollgate.samples.conformance.rows;

/** The documents that sentences come from. */
final class Documents {

  /** The API reference of the completions endpoint. */
  static final String REFERENCE = "API reference";

  /** The documentation of the whole API, with its parameters, limits and errors. */
  static final String DOCUMENTATION = "API documentation";

  static final String TRANSPORT = "HTTP contract, Transport";
  static final String ERRORS = "HTTP contract, Errors";
  static final String AUTH = "HTTP contract, Auth";
  static final String MODEL = "HTTP contract, model";
  static final String PARAMETERS = "HTTP contract, Parameters";
  static final String MESSAGES = "HTTP contract, Messages";
  static final String ANSWER = "HTTP contract, Answer";
  static final String STREAM = "HTTP contract, Stream";
  static final String LIMITS = "HTTP contract, Rate limits";
  static final String MODELS = "HTTP contract, Models";

  private Documents() {}
}
