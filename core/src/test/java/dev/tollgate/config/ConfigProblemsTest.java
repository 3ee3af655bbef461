package dev.tollgate.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigProblemsTest {

  private static final String WANTED_DURATION =
      "must be a duration such as 250ms, 30s, 5m or 24h (line 1)";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          server: {port: 65536}        | server.port: must be a whole number from 0 to 65535
          server: {port: -1}           | server.port: must be a whole number from 0 to 65535
          server: {port: 80.5}         | server.port: must be a whole number from 0 to 65535
          server: {port: [80]}         | server.port: must be a single value, not a list or a group of keys
          server: {port: {a: 1}}       | server.port: must be a single value, not a list or a group of keys
          server: {host: ''}           | server.host: must not be empty
          server: {host: a b}          | server.host: must be a host name or an address such as 127.0.0.1
          server: {max-body: 0}        | server.max-body: must be between 1B and 1GiB
          server: {max-body: 99999999999GiB} | server.max-body: must be between 1B and 1GiB
          server: {max-body: 16MB}     | server.max-body: must be a size such as 65536, 64KiB or 8MiB
          server: {idle-timeout: 0s}   | server.idle-timeout: must be between 1ms and 8784h
          server: {idle-timeout: 999999999999h} | server.idle-timeout: must be between 1ms and 8784h
          server: 8080                 | server: must be a group of keys: host, port, max-body, request-timeout, stream-timeout, idle-timeout, shutdown-timeout
          server: {prot: 80}           | server.prot: unknown key; did you mean port?
          server: {max_body: 80}       | server.max_body: unknown key; did you mean max-body?
          sever: {port: 80}            | sever: unknown key; did you mean server?
          admin: {colour: red}         | admin.colour: unknown key; known here: token
          admin: {token: a b}          | admin.token: must be ASCII without spaces or line breaks
          storage: {url: 'jdbc:postgresql://h/db?user=a'} | storage.url: must not name a user or a password: they have keys of their own
          storage: {url: 'jdbc:postgresql://a:canary@h/db'} | storage.url: must not name a user or a password: they have keys of their own
          storage: {url: 'jdbc:postgresql://h:port/db'} | storage.url: must be such as jdbc:postgresql://host:5432/database
          storage: {url: 'sqlite:x'}   | storage.url: must start with jdbc:h2: or jdbc:postgresql:
          storage: {url: 'jdbc:h2:mem:a; write_delay = 500'} | storage.url: WRITE_DELAY has to be 0; leave it out of the URL, it is set for you
          storage: {url: 'jdbc:h2:mem:a;LOCK_TIMEOUT=1'} | storage.url: LOCK_TIMEOUT has to be 1000; leave it out of the URL, it is set for you
          storage: {url: 'jdbc:h2:tcp://host/a'} | storage.url: jdbc:h2:tcp: is not supported: the database has to be embedded, jdbc:h2:file:…
          storage: {url: 'jdbc:h2:mem:a; PASSWORD = canary'} | storage.url: must not name a user or a password: they have keys of their own
          storage: {url: 'jdbc:h2:mem:a;PASSWORD=canary'} | storage.url: must not name a user or a password: they have keys of their own
          storage: {usage-retention: 6d} | storage.usage-retention: must be whole days from 7d to 10000d, such as 400d
          storage: {usage-retention: 10001d} | storage.usage-retention: must be whole days from 7d to 10000d, such as 400d
          storage: {usage-retention: 9600h} | storage.usage-retention: must be whole days from 7d to 10000d, such as 400d
          storage: {usage-retenton: 9d} | storage.usage-retenton: unknown key; did you mean usage-retention?
          keys: {prefix: 'sk tollgate'} | keys.prefix: must be 1 to 32 letters, digits, - and _, with a letter or digit at both ends
          limits: {requests-per-minute: 0} | limits.requests-per-minute: must be a whole number from 1 to 1000000000
          default-model: smal          | default-model: there is no model smal; did you mean small?
          default-model: ''            | default-model: must not be empty
          """)
  void settingsAreChecked(String line, String problem) {
    assertThat(SampleConfig.problems(line + "\n" + SampleConfig.SOUND))
        .containsExactly(problem + " (line 1)");
  }

  @ParameterizedTest
  @CsvSource({"30", "30 s", "'-1s'", "1.5s", "30S", "1d", "s"})
  void durationsHaveAUnit(String duration) {
    assertThat(
            SampleConfig.problems(
                "server: {idle-timeout: " + duration + "}\n" + SampleConfig.SOUND))
        .containsExactly("server.idle-timeout: " + WANTED_DURATION);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          base-url: http://127.0.0.1:9/v1 | | upstreams[0].base-url: is required (line 2)
          http://127.0.0.1:9/v1 | ftp://h/v1 | upstreams[0].base-url: must be an http or https URL such as https://api.openai.com/v1, without user, query and fragment (line 3)
          http://127.0.0.1:9/v1 | /v1 | upstreams[0].base-url: must be an http or https URL such as https://api.openai.com/v1, without user, query and fragment (line 3)
          http://127.0.0.1:9/v1 | http://u:canary@h/v1 | upstreams[0].base-url: must be an http or https URL such as https://api.openai.com/v1, without user, query and fragment (line 3)
          http://127.0.0.1:9/v1 | http://h/v1?key=canary | upstreams[0].base-url: must be an http or https URL such as https://api.openai.com/v1, without user, query and fragment (line 3)
          http://127.0.0.1:9/v1 | http://h/v1#canary | upstreams[0].base-url: must be an http or https URL such as https://api.openai.com/v1, without user, query and fragment (line 3)
          id: openai   | id: open ai | upstreams[0].id: must be at most 128 ASCII characters without spaces (line 2)
          id: small    | id: ''      | models[0].id: must not be empty (line 5)
          input: 0.40  | input: -1   | models[0].price.input: must be US dollars per 1M tokens, from 0 to 1000 with at most 9 decimals (line 6)
          input: 0.40  | input: 1e3  | models[0].price.input: must be US dollars per 1M tokens, from 0 to 1000 with at most 9 decimals (line 6)
          input: 0.40  | input: 1000.01 | models[0].price.input: must be US dollars per 1M tokens, from 0 to 1000 with at most 9 decimals (line 6)
          input: 0.40  | input: 0.0000000001 | models[0].price.input: must be US dollars per 1M tokens, from 0 to 1000 with at most 9 decimals (line 6)
          'input: 0.40, ' | '' | models[0].price.input: is required (line 6)
          '{input: 0.40, output: 1.50}' | cheap | models[0].price: must be a group of keys: input, cached-input, output (line 6)
          upstream: openai | upstream: opnai | models[0].routes[0].upstream: there is no upstream opnai; did you mean openai? (line 7)
          '[{upstream: openai, model: gpt}]' | '[]' | models[0].routes: must have at least one entry (line 7)
          '[{upstream: openai, model: gpt}]' | openai | models[0].routes: must be a list (line 7)
          '[{upstream: openai, model: gpt}]' | '[{upstream: openai}]' | models[0].routes[0].model: is required (line 7)
          '[{upstream: openai, model: gpt}]' | '[null]' | 'models[0].routes[0]: must be a group of keys: upstream, model, weight, context-window, enabled (line 7)'
          'model: gpt}' | 'model: gpt, weight: 2}' | 'models[0].routes[0].weight: counts only where the model has routing: weighted (line 7)'
          'model: gpt}' | 'model: gpt, context-window: 0}' | models[0].routes[0].context-window: must be a whole number from 1 to 9000000 (line 7)
          'model: gpt}' | 'model: gpt, enabled: no}' | models[0].routes[0].enabled: must be true or false (line 7)
          'model: gpt}' | 'model: gpt, wieght: 2}' | models[0].routes[0].wieght: unknown key; did you mean weight? (line 7)
          """)
  void entriesAreChecked(String part, String replacement, String problem) {
    String yaml = SampleConfig.SOUND.replace(part, replacement == null ? "" : replacement);

    assertThat(SampleConfig.problems(yaml)).containsExactly(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          type: mistral      | upstreams[0].type: must be one of openai, anthropic, gemini
          max-concurrency: 0 | upstreams[0].max-concurrency: must be a whole number from 1 to 100000
          queue: many        | upstreams[0].queue: must be a whole number from 0 to 100000
          api-key: "a\\nb"   | upstreams[0].api-key: must be ASCII without spaces or line breaks
          cancel-stops-billing: no | upstreams[0].cancel-stops-billing: must be true or false
          drain-timeout: 9s  | upstreams[0].drain-timeout: counts only with cancel-stops-billing: false
          drain-limit: 9KiB  | upstreams[0].drain-limit: counts only with cancel-stops-billing: false
          apikey: canary     | upstreams[0].apikey: unknown key; did you mean api-key?
          """)
  void upstreamsAreChecked(String line, String problem) {
    String yaml = SampleConfig.SOUND.replace("    base-url", "    " + line + "\n    base-url");

    assertThat(SampleConfig.problems(yaml)).containsExactly(problem + " (line 3)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          context-window: 0          | models[0].context-window: must be a whole number from 1 to 9000000
          max-output-tokens: 9999999 | models[0].max-output-tokens: must be a whole number from 1 to 9000000
          capabilities: [tools, sing] | models[0].capabilities[1]: must be one of tools, json_schema, reasoning
          capabilities: tools        | models[0].capabilities: must be a list
          check-structured-output: no | models[0].check-structured-output: must be true or false
          check-structured-output: [] | models[0].check-structured-output: must be a single value, not a list or a group of keys
          quality-profile: ''        | models[0].quality-profile: must not be empty
          routing: random            | models[0].routing: must be one of order, weighted, least-busy
          routing: ''                | models[0].routing: must not be empty
          """)
  void modelsAreChecked(String line, String problem) {
    String yaml = SampleConfig.SOUND.replace("    price", "    " + line + "\n    price");

    assertThat(SampleConfig.problems(yaml)).containsExactly(problem + " (line 6)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {id: m}                         | models[1]: needs price and routes, or auto
          {id: m, price: {input: 1, output: 1}} | models[1].routes: is required
          {id: m, routes: [{upstream: openai, model: g}]} | models[1].price: is required
          {id: small, auto: {candidates: [small]}} | models[1].id: is the same as models[0].id; ids are unique
          {id: m, auto: {candidates: []}} | models[1].auto.candidates: must have at least one entry
          {id: m, auto: {quality: 0.5}}   | models[1].auto.candidates: is required
          {id: m, auto: {candidates: [m]}} | models[1].auto.candidates[0]: must name a model that is not auto itself
          {id: m, auto: {candidates: [small, small]}} | models[1].auto.candidates[1]: is given twice
          {id: m, auto: {candidates: [smal]}} | models[1].auto.candidates[0]: there is no model smal; did you mean small?
          {id: m, auto: {candidates: [small], quality: 1.1}} | models[1].auto.quality: must be a number from 0 to 1
          {id: m, auto: {candidates: [small]}, routes: []} | models[1].routes: does not go with auto: the candidates have their own
          {id: m, auto: {candidates: [small]}, routing: order} | models[1].routing: does not go with auto: the candidates have their own
          {id: m, auto: {candidates: [small]}, check-structured-output: true} | models[1].check-structured-output: does not go with auto: the candidates have their own
          {id: m, auto: yes}              | models[1].auto: must be a group of keys: candidates, quality
          """)
  void autoModelsAreChecked(String entry, String problem) {
    assertThat(SampleConfig.problems(SampleConfig.SOUND + "  - " + entry + "\n"))
        .containsExactly(problem + " (line 8)");
  }

  @ParameterizedTest
  @CsvSource({"-1", "1001", "half"})
  void weightsAreChecked(String weight) {
    String yaml =
        SampleConfig.SOUND
            .replace("    price", "    routing: weighted\n    price")
            .replace("model: gpt}", "model: gpt, weight: " + weight + "}");

    assertThat(SampleConfig.problems(yaml))
        .containsExactly(
            "models[0].routes[0].weight: must be a whole number from 0 to 1000 (line 8)");
  }

  @Test
  void weightsAndProfilesAreProblemsLikeOthers() {
    String yaml =
        SampleConfig.SOUND
            .replace("    price", "    quality-profile: gpt-5-maxi\n    price")
            .replaceFirst("^", "auto-routing: {feedback: maybe}\n");

    assertThat(SampleConfig.problems(yaml))
        .hasSize(2)
        .first()
        .isEqualTo("auto-routing.feedback: must be true or false (line 1)");
    assertThat(SampleConfig.problems(yaml).get(1))
        .startsWith("models[0].quality-profile: there is no profile gpt-5-maxi; ")
        .endsWith(" (line 7)");
    assertThat(SampleConfig.problems("auto-routing: {weights: /none}\n" + SampleConfig.SOUND))
        .containsExactly("auto-routing.weights: /none cannot be read (line 1)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "''", "'${MISSING}'"})
  void noProfileIsMissedInWeightsThatCouldNotBeNamed(String weights) {
    String yaml =
        SampleConfig.SOUND.replace("    price", "    quality-profile: gpt-5-maxi\n    price");

    assertThat(SampleConfig.problems("auto-routing: {weights: " + weights + "}\n" + yaml))
        .singleElement(InstanceOfAssertFactories.STRING)
        .startsWith("auto-routing.weights: ");
  }

  @Test
  void emptyFileNeedsUpstreamsAndModels() {
    assertThat(SampleConfig.problems(""))
        .containsExactly("upstreams: is required", "models: is required");
  }

  @Test
  void anythingButAMappingIsRefusedOnce() {
    assertThat(SampleConfig.problems("- a\n"))
        .containsExactly(
            "must be a group of keys: server, storage, admin, keys, limits, idempotency,"
                + " auto-routing, upstreams, models, default-model");
  }

  @Test
  void unbillablePricesAreRefused() {
    String yaml =
        SampleConfig.SOUND.replace(
            "price: {input: 0.40, output: 1.50}",
            "price: {input: 1000, output: 1000}\n    context-window: 9000000\n"
                + "    max-output-tokens: 9000000");

    assertThat(SampleConfig.problems(yaml))
        .containsExactly(
            "models[0].price: times context-window is more than can be billed (line 6)");
  }

  @Test
  void allProblemsComeAtOnceInTheOrderOfTheFile() {
    String yaml =
        """
        server: {port: x}
        upstreams:
          - {id: a, base-url: nowhere, api-key: "${MISSING_KEY}"}
          - {id: a, base-url: http://h}
        models:
          - {id: m, price: {input: free, output: 1}, routes: [{upstream: b, model: g}]}
        defaultmodel: m
        """;

    assertThat(SampleConfig.problems(yaml, Map.of()))
        .extracting(line -> line.substring(0, line.indexOf(':')))
        .containsExactly(
            "server.port",
            "upstreams[0].api-key",
            "upstreams[0].base-url",
            "upstreams[1].id",
            "models[0].price.input",
            "models[0].routes[0].upstream",
            "defaultmodel");
  }
}
