package dev.tollgate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code /metrics} tells at one moment. */
record MetricsPage(String text) {

  static MetricsPage of(LiveGateway gateway) throws IOException, InterruptedException {
    return of(gateway.address());
  }

  static MetricsPage of(URI gateway) throws IOException, InterruptedException {
    HttpResponse<String> page = new Caller(gateway, "").get("/metrics");
    assertThat(page.statusCode()).isEqualTo(200);
    return new MetricsPage(page.body());
  }

  /** How many requests joined another one with their key. */
  long joins() {
    Matcher found =
        Pattern.compile("^tollgate_idempotency_joins_total ([\\d.E]+)$", Pattern.MULTILINE)
            .matcher(text);
    assertThat(found.find()).isTrue();
    return (long) Double.parseDouble(found.group(1));
  }

  /** What answers of that upstream cost that nobody was charged for, in credits. */
  double lost(String upstream, String reason) {
    Pattern line =
        Pattern.compile(
            "^tollgate_upstream_lost_credits_total\\{reason=\"%s\",upstream=\"%s\"} ([\\d.E-]+)$"
                .formatted(reason, Pattern.quote(upstream)),
            Pattern.MULTILINE);
    Matcher found = line.matcher(text);
    return found.find() ? Double.parseDouble(found.group(1)) : 0;
  }

  /** The alarms raised for that upstream, by kind; kinds without one are left out. */
  Map<String, Long> alarms(String upstream) {
    Pattern line =
        Pattern.compile(
            "^tollgate_upstream_alarms_total\\{kind=\"(\\w+)\",upstream=\"%s\"} ([\\d.E]+)$"
                .formatted(Pattern.quote(upstream)),
            Pattern.MULTILINE);
    Map<String, Long> alarms = new TreeMap<>();
    Matcher found = line.matcher(text);
    while (found.find()) {
      alarms.put(found.group(1), (long) Double.parseDouble(found.group(2)));
    }
    return alarms;
  }
}
