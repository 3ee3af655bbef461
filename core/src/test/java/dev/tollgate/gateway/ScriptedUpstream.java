package dev.tollgate.gateway;

import dev.tollgate.chat.ChatChunk;
import dev.tollgate.chat.ChatResponse;
import dev.tollgate.chat.FinishReason;
import dev.tollgate.chat.ReportedUsage;
import dev.tollgate.json.Json;
import dev.tollgate.upstream.AnswerListener;
import dev.tollgate.upstream.Upstream;
import dev.tollgate.upstream.UpstreamCall;
import dev.tollgate.upstream.UpstreamFailure;
import dev.tollgate.upstream.UpstreamRequest;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A provider that says what a test wants it to say, on the test's thread. */
final class ScriptedUpstream implements Upstream {

  private static final Json.Arr NO_DETAILS = new Json.Arr(List.of());

  private final String id;
  private final Consumer<Call> script;
  final List<Call> calls = new CopyOnWriteArrayList<>();

  /** Whether it goes on with answers that nobody wants. */
  volatile boolean drains;

  /** One that says nothing by itself. */
  ScriptedUpstream(String id) {
    this(id, call -> {});
  }

  /** One that answers each call before it returns. */
  ScriptedUpstream(String id, Consumer<Call> script) {
    this.id = id;
    this.script = script;
  }

  /** One that fails each call so, before it accepts it. */
  static ScriptedUpstream failing(String id, UpstreamFailure.Kind kind) {
    return new ScriptedUpstream(id, call -> call.fail(kind));
  }

  static ChatResponse response(@Nullable ReportedUsage usage) {
    return new ChatResponse("Yes.", null, List.of(), "Far?", NO_DETAILS, FinishReason.STOP, usage);
  }

  static ReportedUsage used(long prompt, long completion) {
    return new ReportedUsage(prompt, completion, 0, 0);
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public UpstreamCall call(UpstreamRequest request, AnswerListener listener) {
    Call call = new Call(request, listener, drains);
    calls.add(call);
    script.accept(call);
    return call;
  }

  Call call() {
    return calls.get(calls.size() - 1);
  }

  /** One call; its orders are what the gateway asked of it. */
  static final class Call implements UpstreamCall {

    final UpstreamRequest request;
    final AnswerListener listener;
    final List<String> orders = new CopyOnWriteArrayList<>();

    private final boolean drains;

    Call(UpstreamRequest request, AnswerListener listener, boolean drains) {
      this.request = request;
      this.listener = listener;
      this.drains = drains;
    }

    Call accept() {
      listener.accepted();
      return this;
    }

    Call say(String... texts) {
      for (String text : texts) {
        listener.chunk(new ChatChunk.ContentDelta(text));
      }
      return this;
    }

    Call think(String text) {
      listener.chunk(new ChatChunk.ReasoningDelta(text, null));
      return this;
    }

    Call finish() {
      listener.chunk(new ChatChunk.Finish(FinishReason.STOP));
      return this;
    }

    Call report(long prompt, long completion) {
      listener.chunk(new ChatChunk.UsageReport(used(prompt, completion)));
      return this;
    }

    void end() {
      listener.end();
    }

    void fail(UpstreamFailure.Kind kind) {
      listener.failed(UpstreamFailure.of(kind, "as scripted"));
    }

    boolean isCancelled() {
      return orders.contains("cancel");
    }

    @Override
    public void cancel() {
      orders.add("cancel");
    }

    @Override
    public boolean leave(boolean whole) {
      boolean goesOn = drains || whole;
      orders.add(goesOn ? "leave" : "cancel");
      return goesOn;
    }

    @Override
    public void pause() {
      orders.add("pause");
    }

    @Override
    public void resume() {
      orders.add("resume");
    }
  }
}
