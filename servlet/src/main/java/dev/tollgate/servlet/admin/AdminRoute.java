package dev.tollgate.servlet.admin;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One call of the API.
 *
 * @param pattern the path's segments; {@code {id}}, at most once, stands for any id
 */
record AdminRoute(String method, List<String> pattern, AdminHandler handler) {

  private static final String ID = "{id}";

  // What no id of ours can look like is an unknown path: it reaches neither store nor log.
  private static final Pattern ID_FORM = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  AdminRoute {
    pattern = List.copyOf(pattern);
  }

  /** A row for a path such as {@code accounts/{id}/keys}. */
  static AdminRoute of(String method, String path, AdminHandler handler) {
    return new AdminRoute(method, List.of(path.split("/", -1)), handler);
  }

  /** The path, with that in the place of an id. */
  String path(String id) {
    return String.join("/", pattern).replace(ID, id);
  }

  /** The id in a path of that form, empty where the form has none; no value for another path. */
  Optional<String> match(List<String> segments) {
    if (segments.size() != pattern.size()) {
      return Optional.empty();
    }
    String id = "";
    for (int i = 0; i < pattern.size(); i++) {
      String segment = segments.get(i);
      if (pattern.get(i).equals(ID)) {
        if (!ID_FORM.matcher(segment).matches()) {
          return Optional.empty();
        }
        id = segment;
      } else if (!pattern.get(i).equals(segment)) {
        return Optional.empty();
      }
    }
    return Optional.of(id);
  }
}
