package dev.tollgate.samples.clients;

import java.util.Map;

/** What a program's own tool looks up. */
final class Weather {

  private static final Map<String, String> DEGREES = Map.of("Bern", "21", "Rome", "29");

  private Weather() {}

  static String in(String city) {
    return DEGREES.getOrDefault(city, "unknown");
  }
}
