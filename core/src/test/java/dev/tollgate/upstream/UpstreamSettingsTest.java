package dev.tollgate.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class UpstreamSettingsTest {

  private static UpstreamSettings at(String baseUrl) {
    Duration second = Duration.ofSeconds(1);
    return new UpstreamSettings(
        "x",
        URI.create(baseUrl),
        new ProviderKey("sk-very-secret"),
        second,
        second,
        second,
        1,
        0,
        second,
        null);
  }

  @Test
  void theKeyIsNeverPartOfTheText() {
    assertThat(at("https://host/v1").toString()).doesNotContain("secret").contains("hidden");
  }

  @Test
  void aBaseUrlIsAnOriginAndAPath() {
    for (String bad :
        new String[] {"ftp://h/", "http:///v1", "http://user@h/", "http://h/?q", "http://h/#f"}) {
      assertThatIllegalArgumentException().isThrownBy(() -> at(bad));
    }
  }

  @Test
  void aKeyThatWouldBreakItsHeaderIsRefusedWithoutBeingQuoted() {
    for (String bad : new String[] {"", "a b", "a\r\nX: y", "schlüssel"}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new ProviderKey(bad))
          .withMessageNotContaining("schlüssel");
    }
  }
}
