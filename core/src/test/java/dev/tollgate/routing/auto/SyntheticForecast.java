package dev.tollgate.routing.auto;

import dev.tollgate.catalog.Model;
import dev.tollgate.chat.ChatRequest;
import dev.tollgate.chat.Message;
import dev.tollgate.routing.quality.Assessment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;

/**
 * Predictions that are made up, the same for the same text: a request is some difficulty, and a
 * model's profile is the number of dots in its id, by which it minds that.
 */
public final class SyntheticForecast implements Forecast {

  private record Drawn(Map<String, Double> quality, Map<String, Double> output)
      implements Assessment {

    static Drawn of(long seed) {
      Random random = new Random(seed);
      double difficulty = random.nextDouble();
      Map<String, Double> quality = new HashMap<>();
      Map<String, Double> output = new HashMap<>();
      for (int skill = 0; skill < 10; skill++) {
        double mean = 1 - difficulty * (1 - skill / 12.0);
        double drawn = mean + 0.02 * random.nextGaussian();
        quality.put(Integer.toString(skill), Math.min(1, Math.max(0, drawn)));
        output.put(Integer.toString(skill), 20 + 500 * random.nextDouble());
      }
      return new Drawn(quality, output);
    }

    @Override
    public double quality(String profile) {
      return quality.getOrDefault(profile, 0.0);
    }

    @Override
    public double outputTokens(String profile) {
      return output.getOrDefault(profile, 1.0);
    }
  }

  @Override
  public Assessment assess(ChatRequest request) {
    long seed = 0;
    for (Message message : request.messages()) {
      if (message instanceof Message.User user) {
        seed = seed * 31 + user.content().text().hashCode();
      }
    }
    return Drawn.of(seed);
  }

  @Override
  public List<Assessment> reference() {
    return LongStream.range(1_000, 1_300).mapToObj(seed -> (Assessment) Drawn.of(seed)).toList();
  }

  @Override
  public String profileOf(Model model) {
    return Long.toString(model.id().chars().filter(c -> c == '.').count());
  }
}
