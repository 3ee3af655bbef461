package dev.tollgate.launcher.readme;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;

/** Sends what a curl command would send, so that the tests need no curl. */
final class Curl {

  private final HttpClient http = HttpClient.newHttpClient();

  HttpResponse<String> send(List<String> arguments) throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder().timeout(Duration.ofSeconds(30));
    Iterator<String> rest = arguments.iterator();
    String url = "";
    while (rest.hasNext()) {
      String argument = rest.next();
      switch (argument) {
        case "-N" -> {}
        case "-H" -> {
          String[] header = rest.next().split(": ", 2);
          request.header(header[0], header[1]);
        }
        case "-d" -> request.POST(HttpRequest.BodyPublishers.ofString(rest.next()));
        default -> {
          if (argument.startsWith("-") || !url.isEmpty()) {
            throw new AssertionError("curl with " + argument + " is not known here");
          }
          url = argument;
        }
      }
    }
    return http.send(request.uri(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
  }
}
