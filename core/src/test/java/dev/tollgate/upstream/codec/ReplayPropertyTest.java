package dev.tollgate.upstream.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.chat.AnswerHead;
import dev.tollgate.chat.AnswerJson;
import dev.tollgate.chat.ChatChunk;
import dev.tollgate.chat.ChatResponse;
import dev.tollgate.chat.FinishReason;
import dev.tollgate.chat.ReportedUsage;
import dev.tollgate.chat.StreamJson;
import dev.tollgate.chat.ToolCall;
import dev.tollgate.chat.Usage;
import dev.tollgate.json.Json;
import dev.tollgate.upstream.http.MalformedStream;
import dev.tollgate.upstream.http.SseReader;
import dev.tollgate.upstream.openai.OpenAiCodec;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What we write, our own reader of such answers reads back equal: a gateway behind a gateway. */
class ReplayPropertyTest {

  private static final Codec OPENAI = new OpenAiCodec(URI.create("http://localhost/v1"));

  private static final AnswerHead HEAD = new AnswerHead("chatcmpl-1", 1_763_700_000, "a/\"model\"");

  @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE, seed = "1")
  void wholeAnswerComesBackEqual(
      @ForAll("answers") ChatResponse answer, @ForAll("usages") Usage usage) throws BadAnswer {
    ChatResponse read = OPENAI.read(AnswerJson.write(HEAD, answer, usage));

    assertThat(read).usingRecursiveComparison().ignoringFields("usage").isEqualTo(answer);
    assertThat(read.usage()).isEqualTo(reported(usage));
  }

  @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE, seed = "2")
  void streamedAnswerComesBackEqual(
      @ForAll("answers") ChatResponse answer,
      @ForAll("usages") Usage usage,
      @ForAll("pieces") int piece)
      throws MalformedStream {
    List<ChatChunk> told = AnswerChunks.of(answer);

    List<ChatChunk> expected = new ArrayList<>(told);
    expected.add(new ChatChunk.UsageReport(reported(usage)));
    assertThat(read(written(told, usage), piece)).isEqualTo(expected);
  }

  /** The checker takes a nullable part of a record from its class file for one that is not. */
  @SuppressWarnings("NullAway")
  @Provide
  Arbitrary<ChatResponse> answers() {
    Arbitrary<String> id = Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(8);
    Arbitrary<ToolCall> call = Combinators.combine(id, id, text()).as(ToolCall::new);
    Arbitrary<Json.Arr> details =
        text()
            .map(
                text ->
                    (Json)
                        new Json.Arr(List.of(new Json.Str(text), new Json.Num("1.50"), Json.NULL)))
            .list()
            .ofMinSize(1)
            .ofMaxSize(2)
            .map(Json.Arr::new);
    return Combinators.combine(
            text().injectNull(0.3),
            text().injectNull(0.8),
            call.list().ofMaxSize(3).uniqueElements(ToolCall::id),
            text().filter(text -> !text.isEmpty()).injectNull(0.5),
            details.injectNull(0.7),
            Arbitraries.of(FinishReason.class))
        .as(
            (content, refusal, calls, reasoning, blocks, reason) ->
                new ChatResponse(
                    content == null && calls.isEmpty() ? "" : content,
                    refusal,
                    calls,
                    reasoning,
                    blocks,
                    reason.fitting(!calls.isEmpty()),
                    null));
  }

  @Provide
  Arbitrary<Usage> usages() {
    Arbitrary<Integer> count = Arbitraries.integers().between(0, 9_000_000);
    return Combinators.combine(count, count, count, count)
        .as(
            (prompt, completion, cached, reasoning) ->
                new Usage(
                    prompt,
                    completion,
                    Math.min(cached, prompt),
                    Math.min(reasoning, completion),
                    false));
  }

  @Provide
  Arbitrary<Integer> pieces() {
    return Arbitraries.integers().between(1, 300);
  }

  private static Arbitrary<String> text() {
    return Arbitraries.oneOf(
            Arbitraries.strings().ofMaxLength(40),
            Arbitraries.of(
                "", "\n\n", "data: [DONE]\n\n", "\u2028\ud83d\ude00\"\\", "{\"a\":", "\u0000"))
        .filter(ReplayPropertyTest::isWhole);
  }

  /** Half of a surrogate pair is no text: no upstream can have sent it. */
  private static boolean isWhole(String text) {
    return text.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE);
  }

  private static ReportedUsage reported(Usage usage) {
    return new ReportedUsage(
        usage.promptTokens(),
        usage.completionTokens(),
        usage.cachedTokens(),
        usage.reasoningTokens());
  }

  private static byte[] written(List<ChatChunk> chunks, Usage usage) {
    StreamJson json = new StreamJson(HEAD);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(json.role());
    chunks.forEach(chunk -> out.writeBytes(json.chunk(chunk)));
    out.writeBytes(json.usage(usage));
    out.writeBytes(json.done());
    return out.toByteArray();
  }

  private static List<ChatChunk> read(byte[] stream, int piece) throws MalformedStream {
    List<ChatChunk> chunks = new ArrayList<>();
    EventReader json = OPENAI.events(chunks::add);
    SseReader reader =
        new SseReader(
            (type, data) -> {
              try {
                return json.read(type, data);
              } catch (BadAnswer bad) {
                throw new AssertionError(bad);
              }
            });
    for (int at = 0; at < stream.length; at += piece) {
      reader.read(ByteBuffer.wrap(stream, at, Math.min(piece, stream.length - at)));
    }
    assertThat(json.isFinished()).isTrue();
    return chunks;
  }
}
