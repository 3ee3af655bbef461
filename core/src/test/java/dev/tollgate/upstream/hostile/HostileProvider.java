package dev.tollgate.upstream.hostile;

import dev.tollgate.upstream.ReceivedRequest;
import dev.tollgate.upstream.Script;
import dev.tollgate.upstream.ScriptedProvider;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * All hostile upstreams behind one server, told apart by the paths of their base URLs, and for each
 * a good one that can stand in for it.
 */
public final class HostileProvider implements AutoCloseable {

  /** What a hostile upstream says before it breaks: three tokens. */
  public static final String TEXT = "one two three";

  /** What a good one says, of 10 tokens and with 20. */
  public static final String HELP = "helped";

  private static final String HELPER = "/helper";

  private final ScriptedProvider server = ScriptedProvider.start();
  private final ClosingServer closing = ClosingServer.start();
  private final Map<String, HostileUpstream> upstreams = new ConcurrentHashMap<>();
  private final Map<HostileUpstream, BlockingQueue<Script>> played = new ConcurrentHashMap<>();

  private HostileProvider() {}

  /** Starts it. */
  public static HostileProvider start() {
    HostileProvider started = new HostileProvider();
    for (ProviderApi api : ProviderApi.values()) {
      for (HostileMode mode : HostileMode.values()) {
        HostileUpstream upstream = new HostileUpstream(api, mode);
        started.upstreams.put(upstream.id(), upstream);
        started.played.put(upstream, new LinkedBlockingQueue<>());
      }
    }
    started.server.answering(started::script);
    return started;
  }

  private Script script(ReceivedRequest request) {
    String[] path = path(request).split("/", -1);
    if (("/" + path[1]).equals(HELPER)) {
      return OddAnswers.good(ProviderApi.OPENAI.speech(), form(ProviderApi.OPENAI, request), HELP);
    }
    HostileUpstream upstream = upstreams.get(path[1] + "/" + path[2]);
    if (upstream == null) {
      throw new IllegalArgumentException("no such upstream: " + Arrays.toString(path));
    }
    Script script = upstream.mode().script(upstream.api(), form(upstream.api(), request));
    queue(upstream).add(script);
    return script;
  }

  private static Form form(ProviderApi api, ReceivedRequest request) {
    return api.speech().isStreamed(request) ? Form.STREAM : Form.WHOLE;
  }

  private static String path(ReceivedRequest request) {
    return request.line().split(" ", -1)[1];
  }

  /** Where that upstream is. */
  public URI baseUrl(HostileUpstream upstream) {
    String path = "/" + upstream.id() + "/v1";
    URI root = server.baseUrl().resolve("/");
    return switch (upstream.mode().address()) {
      case SERVER -> root.resolve(path);
      case NOBODY -> URI.create("http://127.0.0.1:1" + path);
      case UNKNOWN_HOST -> URI.create("http://no-such-host.invalid" + path);
      case CLOSED_HANDSHAKE -> URI.create("https://127.0.0.1:" + closing.port() + path);
      case SILENT_HANDSHAKE -> URI.create("https://127.0.0.1:" + root.getPort() + path);
    };
  }

  /** Where the good one is that stands in for that upstream; it speaks OpenAI's API. */
  public URI helperUrl(HostileUpstream upstream) {
    return server.baseUrl().resolve(HELPER + "/" + upstream.id() + "/v1");
  }

  /** How many requests that upstream had. */
  public int requests(HostileUpstream upstream) {
    return count("/" + upstream.id() + "/");
  }

  /** How many requests the good one had that stands in for that upstream. */
  public int helps(HostileUpstream upstream) {
    return count(HELPER + "/" + upstream.id() + "/");
  }

  private int count(String prefix) {
    List<ReceivedRequest> all = server.requests();
    return (int) all.stream().filter(request -> path(request).startsWith(prefix)).count();
  }

  /** Waits for the script of the next request to it that nobody waited for yet. */
  public Script awaitScript(HostileUpstream upstream) throws InterruptedException {
    Script script = queue(upstream).poll(Script.DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
    if (script == null) {
      throw new AssertionError("no request came to " + upstream + " within " + Script.DEADLINE);
    }
    return script;
  }

  private BlockingQueue<Script> queue(HostileUpstream upstream) {
    return Objects.requireNonNull(played.get(upstream));
  }

  @Override
  public void close() {
    server.close();
    closing.close();
  }
}
