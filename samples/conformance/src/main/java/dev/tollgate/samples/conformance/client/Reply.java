package dev.tollgate.samples.conformance.client;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An answer as it came.
 *
 * @param headers all values by their names in lower case
 * @param body the body as text, empty when there was none
 */
public record Reply(int status, Map<String, List<String>> headers, String body) {

  private static final int SHOWN = 300;

  public Reply {
    headers = Map.copyOf(headers);
  }

  /** All values of that header. */
  public List<String> all(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
  }

  /** The one value of that header, empty when it is missing; two are a mismatch. */
  public String header(String name) {
    List<String> values = all(name);
    Mismatch.unless(values.size() <= 1, name + " stands twice: " + values);
    return values.isEmpty() ? "" : values.get(0);
  }

  /** The one value of that header, which must be there. */
  public String requiredHeader(String name) {
    String value = header(name);
    Mismatch.unless(!value.isEmpty(), "the header " + name + " is missing");
    return value;
  }

  /** The body as JSON. */
  public JsonValue json() {
    return JsonValue.read(body);
  }

  /** The body as server-sent events. */
  public EventStream events() {
    return EventStream.read(body);
  }

  /** Status and body, shortened, for complaints. */
  public String shown() {
    return status + " " + (body.length() <= SHOWN ? body : body.substring(0, SHOWN) + "…");
  }
}
