package dev.tollgate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.upstream.ReceivedRequest;
import dev.tollgate.upstream.Script;
import dev.tollgate.upstream.ScriptedProvider;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The demo with the models of providers that the environment names. */
final class DemoModelsTest {

  private static final Pattern KEY = Pattern.compile("sk-tollgate-[\\w.-]+");
  private static final String TAGS =
      """
      {"models":[{"name":"llama3.2:latest","model":"llama3.2:latest","size":2019393189},\
      {"name":"qwen3:8b"},{"name":"no id"},{"name":7},{"name":"stansa-g4"}]}""";

  private final ScriptedProvider provider = ScriptedProvider.start();
  private final Map<String, String> environment = new HashMap<>();
  private final StringWriter out = new StringWriter();

  @AfterEach
  void stop() {
    provider.close();
  }

  private String address() {
    return "127.0.0.1:" + provider.baseUrl().getPort();
  }

  @FunctionalInterface
  private interface Visit {
    void with(Caller caller) throws Exception;
  }

  private void demo(Visit visit) throws Exception {
    Demo demo = Demo.start(new DemoOptions(false, 0), environment, new PrintWriter(out, true));
    try {
      demo.show();
      Matcher key = KEY.matcher(out.toString());
      assertThat(key.find()).as(out.toString()).isTrue();
      visit.with(new Caller(demo.server().address(), key.group()));
    } finally {
      demo.stop();
    }
  }

  private static List<String> models(Caller caller) throws Exception {
    Answer list = Answer.of(caller.get("/v1/models").body());
    List<String> ids = new ArrayList<>();
    while (list.has("data." + ids.size())) {
      ids.add(list.text("data." + ids.size() + ".id"));
    }
    return ids;
  }

  private String row(String name) {
    return out.toString()
        .lines()
        .filter(line -> line.strip().startsWith(name + " "))
        .findFirst()
        .orElse("");
  }

  @Test
  void ollamaIsAskedForItsModelsAndAnswersForThem() throws Exception {
    environment.put("OLLAMA_HOST", address());
    provider.next(Script.json(TAGS));
    provider.next(ProviderAnswers.whole("Local.", 10, 20));

    demo(
        caller -> {
          assertThat(models(caller)).contains("llama3.2:latest", "qwen3:8b", "stansa-g4");
          assertThat(models(caller)).doesNotContain("no id").doesNotHaveDuplicates();
          HttpResponse<String> answer = caller.chat(Question.of("llama3.2:latest"));
          assertThat(answer.body()).contains("Local.");
        });

    assertThat(provider.requests())
        .map(ReceivedRequest::line)
        .containsExactly("GET /api/tags HTTP/1.1", "POST /v1/chat/completions HTTP/1.1");
    assertThat(provider.requests().get(1).body()).contains("\"llama3.2:latest\"");
    assertThat(row("ollama")).contains("llama3.2:latest, qwen3:8b", "by OLLAMA_HOST");
  }

  @Test
  void keysBringTheModelsOfTheirProviders() throws Exception {
    environment.put("OPENAI_API_KEY", "sk-canary-openai");
    environment.put("OPENAI_BASE_URL", provider.baseUrl().toString());
    environment.put("ANTHROPIC_API_KEY", "sk-canary-anthropic");
    environment.put("GEMINI_API_KEY", "canary-gemini");
    provider.next(ProviderAnswers.whole("Hosted.", 10, 20));

    demo(
        caller -> {
          assertThat(models(caller))
              .contains("gpt-4.1-mini", "claude-haiku-4-5", "gemini-2.5-flash", "stansa-g4");
          assertThat(caller.chat(Question.of("gpt-4.1-mini")).body()).contains("Hosted.");
        });

    assertThat(provider.requests()).hasSize(1);
    assertThat(provider.requests().get(0).header("Authorization"))
        .containsExactly("Bearer sk-canary-openai");
    assertThat(row("openai")).contains("gpt-4.1-mini", "by OPENAI_API_KEY");
    assertThat(row("anthropic")).contains("claude-haiku-4-5", "by ANTHROPIC_API_KEY");
    assertThat(row("gemini")).contains("gemini-2.5-flash", "by GEMINI_API_KEY");
    assertThat(out.toString()).doesNotContain("canary");
  }

  @Test
  void whatIsWrongIsToldInALineAndTheDemoGoesOn() throws Exception {
    provider.close();
    environment.put("OLLAMA_HOST", address());
    environment.put("OPENAI_API_KEY", "sk canary");
    environment.put("GEMINI_API_KEY", " ");

    demo(caller -> assertThat(models(caller)).contains("stansa-g4").doesNotContain("gpt-4.1"));

    assertThat(row("ollama")).endsWith("not offered: nothing answers at http://" + address());
    assertThat(row("openai")).contains("not offered: upstreams[0].api-key: must be ASCII");
    assertThat(row("gemini")).isEmpty();
    assertThat(out.toString()).doesNotContain("canary");
  }

  @Test
  void anOllamaThatIsNoneIsLeftOut() throws Exception {
    environment.put("OLLAMA_HOST", address());
    provider.next(Script.answer(200, "text/html", "<html>"));

    demo(caller -> assertThat(models(caller)).contains("stansa-g4"));

    assertThat(row("ollama")).endsWith("no list of models came at http://" + address());
  }

  @Test
  void onceNeedsNoNetwork() throws Exception {
    environment.put("OLLAMA_HOST", address());
    environment.put("OPENAI_API_KEY", "sk-canary");
    environment.put("OPENAI_BASE_URL", provider.baseUrl().toString());

    new GatewayPrograms(environment).demo(new DemoOptions(true, 0), new PrintWriter(out, true));

    assertThat(provider.requests()).isEmpty();
    assertThat(provider.connections()).isZero();
    assertThat(out.toString()).contains("balance").doesNotContain("gpt-4.1", "ollama");
  }
}
