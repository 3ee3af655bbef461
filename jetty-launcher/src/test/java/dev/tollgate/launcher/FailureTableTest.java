package dev.tollgate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.MultimapBuilder;
import com.google.common.collect.SetMultimap;
import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.tollgate.FailureRow;
import dev.tollgate.upstream.hostile.HostileMode;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;

/** Every row of the table of failures has a test: read from the tests themselves, and printed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FailureTableTest {

  private static final Pattern TESTS = Pattern.compile(".*(?:Test|IT)\\.class");

  private static final List<Class<? extends Annotation>> KINDS =
      List.of(Test.class, ParameterizedTest.class, Hostile.class);

  private final Map<Integer, String> events = new TreeMap<>();
  private final SetMultimap<Integer, String> tests =
      MultimapBuilder.treeKeys().treeSetValues().build();
  private final SetMultimap<Integer, HostileMode> modes =
      MultimapBuilder.treeKeys().treeSetValues().build();

  FailureTableTest() throws IOException {
    try (InputStream in = FailureTableTest.class.getResourceAsStream("failure-table.txt")) {
      assertThat(in).isNotNull();
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        String[] cells = line.split(" \\| ", 2);
        events.put(Integer.valueOf(cells[0]), cells[1]);
      }
    }
    // Only what is written on the tests themselves counts, so that nothing else need be read.
    JavaClasses classes =
        ArchConfiguration.withThreadLocalScope(
            configuration -> {
              configuration.setResolveMissingDependenciesFromClassPath(false);
              return new ClassFileImporter()
                  .withImportOption(location -> location.matches(TESTS))
                  .importPackages("dev.tollgate");
            });
    classes.forEach(tested -> tested.getMethods().forEach(this::read));
  }

  private void read(JavaMethod method) {
    if (!method.isAnnotatedWith(FailureRow.class)) {
      return;
    }
    String name = method.getOwner().getSimpleName() + "." + method.getName();
    assertThat(KINDS).as("%s is a test", name).anyMatch(method::isAnnotatedWith);
    int row = method.getAnnotationOfType(FailureRow.class).value();
    tests.put(row, name);
    if (method.isAnnotatedWith(Hostile.class)) {
      modes.putAll(row, Arrays.asList(method.getAnnotationOfType(Hostile.class).value()));
    }
  }

  @Test
  void everyRowHasATest() {
    System.out.println("| row | event | tests |\n| ---: | --- | --- |");
    events.forEach(
        (row, event) ->
            System.out.println(
                "| %d | %s | %s |".formatted(row, event, String.join(", ", tests.get(row)))));

    assertThat(events).hasSize(32);
    assertThat(tests.keySet()).isEqualTo(events.keySet());
  }

  @Test
  void everyRowHasATestThatIsNamedByIt() {
    events
        .keySet()
        .forEach(row -> assertThat(tests.get(row)).anyMatch(test -> test.contains(name(row))));
  }

  @Test
  void noTestIsNamedByAnotherRow() {
    tests
        .entries()
        .forEach(
            test -> {
              if (test.getValue().contains("RowsTest.") || test.getValue().contains(".row")) {
                assertThat(test.getValue()).contains(name(test.getKey()));
              }
            });
  }

  private static String name(int row) {
    return ".row%02d".formatted(row);
  }

  @Test
  void everyHostileModeIsTestedInItsRow() {
    assertThat(HostileMode.values()).hasSizeGreaterThanOrEqualTo(30);
    for (HostileMode mode : HostileMode.values()) {
      assertThat(modes.get(mode.row())).contains(mode);
    }
  }
}
