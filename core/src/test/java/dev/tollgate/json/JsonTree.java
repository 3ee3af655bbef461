package dev.tollgate.json;

import org.jspecify.annotations.Nullable;

/** JSON in which tests look things up. */
public record JsonTree(Json root) {

  /**
   * What is at those steps, one inside the other, or null: a step into an object is the name of a
   * member, one into an array the index of an item.
   */
  public @Nullable Json find(String... steps) {
    Json at = root;
    for (String step : steps) {
      if (at instanceof Json.Obj object) {
        at = object.get(step);
      } else if (at instanceof Json.Arr array) {
        int index = Integer.parseInt(step);
        at = index < array.items().size() ? array.items().get(index) : null;
      } else {
        return null;
      }
    }
    return at;
  }

  /** The object at those steps. */
  public Json.Obj object(String... steps) {
    if (find(steps) instanceof Json.Obj object) {
      return object;
    }
    throw new AssertionError("no object at " + String.join(" / ", steps));
  }
}
