package dev.tollgate;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** That a class knows its own package and those that the table gives it, of all below a root. */
final class LayerCondition extends ArchCondition<JavaClass> {

  /** Stands for every package. */
  static final String EVERYTHING = "*";

  private final String root;
  private final Map<String, Set<String>> layers;

  LayerCondition(String root, Map<String, Set<String>> layers) {
    super("know only the packages that the table of layers gives them");
    this.root = root + '.';
    this.layers = layers;
  }

  @Override
  public void check(JavaClass item, ConditionEvents events) {
    String own = layer(item).orElse("");
    Set<String> known = layers.get(own);
    if (known == null) {
      events.add(
          SimpleConditionEvent.violated(
              item, item.getName() + " is in a package that the table does not have"));
      return;
    }
    for (Dependency dependency : item.getDirectDependenciesFromSelf()) {
      Optional<String> other = layer(dependency.getTargetClass().getBaseComponentType());
      boolean allowed =
          other.isEmpty()
              || other.get().equals(own)
              || known.contains(other.get())
              || known.contains(EVERYTHING);
      events.add(new SimpleConditionEvent(item, allowed, dependency.getDescription()));
    }
  }

  private Optional<String> layer(JavaClass type) {
    String name = type.getPackageName() + '.';
    return name.startsWith(root)
        ? Optional.of(name.substring(root.length()).replaceFirst("\\..*", ""))
        : Optional.empty();
  }
}
