package dev.tollgate.routing.auto;

import dev.tollgate.catalog.Model;
import dev.tollgate.chat.ChatRequest;
import dev.tollgate.routing.quality.Assessment;
import dev.tollgate.routing.quality.QualityModel;
import java.util.List;

/** What is predicted of models and requests; thread-safe. */
public interface Forecast {

  /** The learned one. */
  static Forecast of(QualityModel learned) {
    return new Forecast() {
      @Override
      public Assessment assess(ChatRequest request) {
        return learned.assess(request);
      }

      @Override
      public List<Assessment> reference() {
        return learned.reference();
      }

      @Override
      public String profileOf(Model model) {
        String own = model.qualityProfile().orElse(null);
        if (own == null) {
          return learned.tierProfile(model.price());
        }
        if (!learned.profiles().contains(own)) {
          throw new UnknownProfile(model.id(), own, learned.profiles());
        }
        return own;
      }
    };
  }

  /** What to expect of that request. */
  Assessment assess(ChatRequest request);

  /** Some hundred assessments that stand for usual requests. */
  List<Assessment> reference();

  /**
   * Which of the heads speaks for that model.
   *
   * @throws UnknownProfile when it names one that there is not
   */
  String profileOf(Model model);
}
