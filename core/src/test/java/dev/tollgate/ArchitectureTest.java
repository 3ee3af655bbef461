package dev.tollgate;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Date;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The rules of the house that the compiler does not know. */
@AnalyzeClasses(packages = "dev.tollgate", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String STORE = "dev.tollgate.store..";
  private static final String CONFIG = "dev.tollgate.config..";

  /** Written by a generator from the schema; its style is its own. */
  private static final String GENERATED = "dev.tollgate.store.schema..";

  /** Each package and all that it may know; a package that is not here may not be. */
  private static final Map<String, Set<String>> LAYERS =
      Map.ofEntries(
          Map.entry("json", Set.of()),
          Map.entry("money", Set.of()),
          Map.entry("refusal", Set.of()),
          Map.entry("chat", Set.of("json", "refusal")),
          Map.entry("pricing", Set.of("money", "chat")),
          Map.entry("catalog", Set.of("money", "refusal", "pricing")),
          Map.entry("metering", Set.of("json", "chat", "pricing")),
          Map.entry("ledger", Set.of("money", "refusal")),
          Map.entry("keys", Set.of("money", "refusal", "ledger")),
          Map.entry("limits", Set.of("ledger", "keys")),
          Map.entry("idempotency", Set.of("refusal", "ledger", "keys")),
          Map.entry(
              "billing",
              Set.of("money", "refusal", "chat", "pricing", "ledger", "keys", "idempotency")),
          Map.entry("upstream", Set.of("json", "refusal", "chat")),
          Map.entry(
              "routing",
              Set.of(
                  "json",
                  "money",
                  "refusal",
                  "chat",
                  "pricing",
                  "catalog",
                  "upstream",
                  "keys",
                  "ledger")),
          Map.entry("structured", Set.of("json", "chat")),
          Map.entry(
              "gateway",
              Set.of(
                  "json",
                  "refusal",
                  "chat",
                  "pricing",
                  "catalog",
                  "metering",
                  "structured",
                  "upstream",
                  "routing")),
          Map.entry(
              "store",
              Set.of(
                  "money",
                  "refusal",
                  "chat",
                  "pricing",
                  "ledger",
                  "keys",
                  "limits",
                  "idempotency",
                  "billing")),
          Map.entry("config", Set.of(LayerCondition.EVERYTHING)));

  @ArchTest
  static final ArchRule arrowsGoOneWay =
      classes().should(new LayerCondition("dev.tollgate", LAYERS));

  @ArchTest
  static final ArchRule noCycles =
      slices().matching("dev.tollgate.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule storeIsKnownToConfigAlone =
      noClasses()
          .that()
          .resideOutsideOfPackages(STORE, CONFIG)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(STORE);

  @ArchTest
  static final ArchRule sqlLivesInStore =
      noClasses()
          .that()
          .resideOutsideOfPackage(STORE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.jooq..", "java.sql..", "javax.sql..", "org.h2..", "org.flywaydb..");

  @ArchTest
  static final ArchRule httpClientLivesInUpstream =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.tollgate.upstream..", CONFIG)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.hc..");

  @ArchTest
  static final ArchRule gsonLivesInJson =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.tollgate.json..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.google.gson..");

  @ArchTest
  static final ArchRule jsonSchemaLivesInStructured =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.tollgate.structured..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.harrel..");

  @ArchTest
  static final ArchRule coreKnowsNoServlet =
      noClasses().should().dependOnClassesThat().resideInAPackage("jakarta.servlet..");

  @ArchTest
  static final ArchRule jsonIsNeverReadLeniently =
      noClasses()
          .should()
          .callMethodWhere(
              calls(
                  "com.google.gson..",
                  "getAs(Int|Long|Short|Byte|Float|Double|Boolean|Number|BigInteger|BigDecimal)"
                      + "|next(Int|Long|Double)|parse(String|Reader)"))
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("com.google.gson.JsonParser");

  @ArchTest
  static final ArchRule signaturesAreFreeOfLibraries =
      classes()
          .that()
          .resideOutsideOfPackages(STORE, CONFIG)
          .should(
              new PublicSignatureCondition(
                  Set.of(
                      "com.google.gson",
                      "com.google.common",
                      "dev.harrel",
                      "org.jooq",
                      "org.apache.hc")));

  @ArchTest
  static final ArchRule namesSayWhatAClassIs =
      noClasses()
          .that()
          .resideOutsideOfPackage(GENERATED)
          .should()
          .haveNameMatching(".*(Utils?|Helper|Manager|Impl)")
          .orShould()
          .resideInAPackage("..internal..");

  @ArchTest
  static final ArchRule noClassOfOursExtendsAClassOfOurs =
      noClasses()
          .that()
          .resideOutsideOfPackage(GENERATED)
          .should(
              be(
                  describe(
                      "a class that extends a class of ours",
                      type ->
                          type.getRawSuperclass()
                              .filter(above -> above.getName().startsWith("dev.tollgate."))
                              // A constant of an enum with a body of its own.
                              .filter(above -> !above.isEnum())
                              .isPresent())));

  @ArchTest
  static final ArchRule classesAreFinal =
      classes()
          .that()
          .areTopLevelClasses()
          .and()
          .areNotInterfaces()
          .and()
          .areNotEnums()
          .and()
          .resideOutsideOfPackage(GENERATED)
          .should()
          .haveModifier(JavaModifier.FINAL);

  @ArchTest
  static final ArchRule staticsHaveNoState =
      fields().that().areStatic().should().beFinal().allowEmptyShould(true);

  @ArchTest
  static final ArchRule environmentIsReadInConfigAlone =
      noClasses()
          .that()
          .resideOutsideOfPackage(CONFIG)
          .should()
          .callMethodWhere(
              calls("java.lang", "getenv|getProperty|getProperties|getInteger|getLong"));

  @ArchTest
  static final ArchRule timeIsHandedIn =
      noClasses()
          .should()
          .callMethodWhere(calls("java.time..", "now|systemUTC|systemDefaultZone"))
          .orShould()
          .callMethodWhere(calls("java.lang", "nanoTime|currentTimeMillis"))
          .orShould()
          .callConstructor(Date.class);

  @ArchTest
  static final ArchRule nobodySleeps =
      noClasses().should().callMethodWhere(calls("java.lang", "sleep"));

  private static DescribedPredicate<JavaMethodCall> calls(String ownerPackage, String names) {
    DescribedPredicate<JavaClass> owner = resideInAPackage(ownerPackage);
    Pattern name = Pattern.compile(names);
    return describe(
        "calls " + names + " of " + ownerPackage,
        call ->
            owner.test(call.getTargetOwner())
                && name.matcher(call.getTarget().getName()).matches());
  }
}
