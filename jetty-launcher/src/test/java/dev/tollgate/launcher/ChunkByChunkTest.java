package dev.tollgate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.upstream.Script;
import dev.tollgate.upstream.ScriptedProvider;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stream's parts are passed on as they come. */
final class ChunkByChunkTest {

  private static final int CHUNKS = 12;

  @Test
  void eachChunkArrivesBeforeTheNextOneIsSent(@TempDir Path folder) throws Exception {
    try (ScriptedProvider provider = ScriptedProvider.start();
        LiveGateway gateway = LiveSetup.of(folder, provider).start();
        RawCaller caller = RawCaller.connect(gateway.port())) {
      Script script = Script.stream();
      for (int i = 0; i < CHUNKS; i++) {
        script.event(ProviderAnswers.delta("part" + i)).hold();
      }
      provider.next(
          script
              .event(ProviderAnswers.finish("stop"))
              .event(ProviderAnswers.usage(24, CHUNKS))
              .done());

      caller.ask(gateway.rich(), Question.STREAM);
      List<String> head = caller.head();
      for (int i = 0; i < CHUNKS; i++) {
        // The upstream sends the next one only after this one was read here.
        caller.lineWith("\"content\":\"part" + i + '"');
        script.release();
      }

      assertThat(head).first().asString().startsWith("HTTP/1.1 200");
      assertThat(head)
          .anyMatch(line -> line.equalsIgnoreCase("Content-Type: text/event-stream; charset=utf-8"))
          .anyMatch(line -> line.equalsIgnoreCase("Cache-Control: no-cache, no-transform"))
          .anyMatch(line -> line.equalsIgnoreCase("X-Accel-Buffering: no"));
      caller.lineWith("\"finish_reason\":\"stop\"");
      assertThat(caller.lineWith("\"usage\"")).contains("\"choices\":[]", "\"total_tokens\":36");
      caller.lineWith("data: [DONE]");
      gateway.awaitEnding();
      gateway.checkBooks();
    }
  }
}
