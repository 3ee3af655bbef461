package dev.tollgate.routing.auto;

import dev.tollgate.refusal.Refusal;
import dev.tollgate.refusal.RefusalKind;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Says no where no candidate can serve, and what it was that ruled them all out. */
final class NoCandidate {

  private NoCandidate() {}

  /** The refusal of a request that each candidate has something against. */
  static Refusal refusal(String autoModel, List<Set<Constraint>> against) {
    EnumSet<Constraint> everywhere = EnumSet.allOf(Constraint.class);
    EnumSet<Constraint> somewhere = EnumSet.noneOf(Constraint.class);
    for (Set<Constraint> unmet : against) {
      everywhere.retainAll(unmet);
      somewhere.addAll(unmet);
    }
    if (everywhere.size() == 1) {
      Constraint one = everywhere.iterator().next();
      return Refusal.ofField(
          kind(one),
          one.param(),
          "No model behind " + autoModel + " offers what this request needs: " + one.need() + ".");
    }
    // Either each candidate lacks all of these, or none has them all.
    EnumSet<Constraint> together = everywhere.isEmpty() ? somewhere : everywhere;
    String reason =
        "No model behind "
            + autoModel
            + " offers all that this request needs: "
            + String.join(", ", together.stream().map(Constraint::need).sorted().toList())
            + ".";
    // What no candidate can read is too long, whatever else is the matter.
    return everywhere.contains(Constraint.CONTEXT_WINDOW)
        ? Refusal.ofField(
            kind(Constraint.CONTEXT_WINDOW), Constraint.CONTEXT_WINDOW.param(), reason)
        : Refusal.of(RefusalKind.INVALID_REQUEST, reason);
  }

  private static RefusalKind kind(Constraint constraint) {
    return switch (constraint) {
      case KEY_MODELS -> RefusalKind.INVALID_MODEL;
      case CONTEXT_WINDOW -> RefusalKind.CONTEXT_LENGTH_EXCEEDED;
      default -> RefusalKind.INVALID_REQUEST;
    };
  }
}
