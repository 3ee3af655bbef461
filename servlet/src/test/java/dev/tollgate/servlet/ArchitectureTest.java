package dev.tollgate.servlet;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.time.Instant;

@AnalyzeClasses(packages = "dev.tollgate.servlet", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String ROOT = "dev.tollgate.servlet";

  @ArchTest
  static final ArchRule filtersKnowOnlyTheSharedPackage =
      slices()
          .assignedFrom(
              new SliceAssignment() {
                @Override
                public SliceIdentifier getIdentifierOf(JavaClass type) {
                  String name = type.getPackageName();
                  boolean shared = name.equals(ROOT) || name.equals(ROOT + ".http");
                  // It puts them together, so it knows them all; none may know it.
                  boolean bootstrap = name.equals(ROOT + ".bootstrap");
                  return !name.startsWith(ROOT) || shared || bootstrap
                      ? SliceIdentifier.ignore()
                      : SliceIdentifier.of(name);
                }

                @Override
                public String getDescription() {
                  return "the packages of filters and endpoints";
                }
              })
          .should()
          .notDependOnEachOther();

  @ArchTest
  static final ArchRule nobodyKnowsTheBootstrap =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + ".bootstrap")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ROOT + ".bootstrap");

  @ArchTest
  static final ArchRule theSharedPackageKnowsNoFilter =
      noClasses()
          .that()
          .resideInAPackage(ROOT + ".http")
          .should()
          .dependOnClassesThat(
              new DescribedPredicate<JavaClass>("are of a filter") {
                @Override
                public boolean test(JavaClass type) {
                  return type.getPackageName().startsWith(ROOT + ".")
                      && !type.getPackageName().equals(ROOT + ".http");
                }
              });

  @ArchTest
  static final ArchRule noClassOfOursExtendsAClassOfOurs =
      classes()
          .should(
              new ArchCondition<JavaClass>("extend no class of ours") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                  boolean ours =
                      type.getRawSuperclass()
                          .map(parent -> parent.getPackageName().startsWith("dev.tollgate"))
                          .orElse(false);
                  // A constant of an enum with a body of its own is compiled into a subclass.
                  boolean constant = type.isAnonymousClass() && type.isAssignableTo(Enum.class);
                  if (ours && !constant) {
                    events.add(
                        SimpleConditionEvent.violated(type, type.getName() + " extends ours"));
                  }
                }
              });

  @ArchTest
  static final ArchRule namesSayWhatAThingIs =
      noClasses().should().haveNameMatching(".*(Utils?|Helper|Manager|Impl)$");

  @ArchTest
  static final ArchRule noInternalPackages = noClasses().should().resideInAPackage("..internal..");

  @ArchTest
  static final ArchRule sqlLivesInTheStore =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.jooq..", "java.sql..", "javax.sql..");

  @ArchTest
  static final ArchRule jsonIsReadInOnePlace =
      noClasses().should().dependOnClassesThat().resideInAPackage("com.google.gson..");

  @ArchTest
  static final ArchRule timeIsInjected =
      noClasses()
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(System.class, "currentTimeMillis");

  @ArchTest
  static final ArchRule settingsAreInjected =
      noClasses()
          .should()
          .callMethod(System.class, "getenv", String.class)
          .orShould()
          .callMethod(System.class, "getProperty", String.class);

  @ArchTest
  static final ArchRule noContainerIsKnown =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.eclipse.jetty..", "org.apache.catalina..", "org.apache.coyote..");
}
