package dev.tollgate.upstream.anthropic;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The ids of the tool calls of one conversation. The API wants them of certain characters and each
 * only once; ours are opaque and may repeat from turn to turn. An id that is fit goes up as it is.
 */
final class AnthropicToolIds {

  private static final Pattern FIT = Pattern.compile("[a-zA-Z0-9_-]+");

  private final Map<String, String> latest = new HashMap<>();
  private final Set<String> used = new HashSet<>();

  /** The id for the next call. */
  String call(String id) {
    String fit = FIT.matcher(id).matches() ? id : "id_" + hex(id);
    String free = fit;
    for (int again = 2; !used.add(free); again++) {
      free = fit + "_" + again;
    }
    latest.put(id, free);
    return free;
  }

  /** The id of the call that a result answers: the latest one with the caller's id. */
  String result(String id) {
    return latest.getOrDefault(id, id);
  }

  private static String hex(String id) {
    return HexFormat.of().formatHex(id.getBytes(StandardCharsets.UTF_8));
  }
}
