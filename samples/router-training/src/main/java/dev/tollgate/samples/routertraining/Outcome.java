package dev.tollgate.samples.routertraining;

import dev.tollgate.routing.quality.Features;
import java.util.Map;

/**
 * One prompt and how well each model answered it.
 *
 * @param source the file it is from
 * @param domain its subject, for leaving subjects out and never to learn from
 * @param group what rows that share a question or passage have in common, in all files
 * @param quality by model, 0 to 1
 * @param outChars by model, how long its answer was; empty where nobody counted
 * @param features what the gateway would read of the prompt
 */
record Outcome(
    String id,
    Source source,
    String domain,
    boolean dev,
    String group,
    String prompt,
    Map<String, Double> quality,
    Map<String, Double> outChars,
    Features features) {}
