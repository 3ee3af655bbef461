package dev.tollgate;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;

/** That nothing public of a public class has a type of those packages in its signature. */
final class PublicSignatureCondition extends ArchCondition<JavaClass> {

  private final Set<String> packages;

  PublicSignatureCondition(Set<String> packages) {
    super("have no type of %s in a public signature", packages);
    this.packages = packages;
  }

  @Override
  public void check(JavaClass item, ConditionEvents events) {
    if (!isReachable(item)) {
      return;
    }
    for (JavaCodeUnit unit : item.getCodeUnits()) {
      if (unit.getModifiers().contains(JavaModifier.PUBLIC)) {
        for (JavaClass type : unit.getAllInvolvedRawTypes()) {
          report(item, unit.getFullName(), type, events);
        }
        for (JavaClass type : unit.getExceptionTypes()) {
          report(item, unit.getFullName(), type, events);
        }
      }
    }
    for (JavaField field : item.getFields()) {
      if (field.getModifiers().contains(JavaModifier.PUBLIC)) {
        for (JavaClass type : field.getAllInvolvedRawTypes()) {
          report(item, field.getFullName(), type, events);
        }
      }
    }
    for (JavaClass type : item.getAllRawInterfaces()) {
      report(item, item.getName(), type, events);
    }
  }

  private static boolean isReachable(JavaClass item) {
    return item.getModifiers().contains(JavaModifier.PUBLIC)
        && item.getEnclosingClass().map(PublicSignatureCondition::isReachable).orElse(true);
  }

  private void report(JavaClass item, String where, JavaClass type, ConditionEvents events) {
    String name = type.getBaseComponentType().getPackageName() + '.';
    boolean foreign = packages.stream().anyMatch(p -> name.startsWith(p + '.'));
    events.add(new SimpleConditionEvent(item, !foreign, where + " shows " + type.getName()));
  }
}
