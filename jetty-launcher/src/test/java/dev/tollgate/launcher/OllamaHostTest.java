package dev.tollgate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OllamaHostTest {

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:11434, http://127.0.0.1:11434",
    "127.0.0.1, http://127.0.0.1:11434",
    "gpu.local, http://gpu.local:11434",
    "' gpu.local:80 ', http://gpu.local:80",
    "0.0.0.0, http://127.0.0.1:11434",
    "0.0.0.0:9000, http://127.0.0.1:9000",
    ":9000, http://127.0.0.1:9000",
    "[::]:9000, http://127.0.0.1:9000",
    "[::1], http://[::1]:11434",
    "http://gpu.local:9000/, http://gpu.local:9000",
    "https://gpu.example, https://gpu.example"
  })
  void readsWhatOllamaReads(String text, URI address) {
    assertThat(OllamaHost.address(text)).contains(address);
  }

  @Test
  void anAddressHasAHost() {
    assertThat(OllamaHost.address("gpu.local:port")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://gpu.local", "two words", "http://", "/v1"})
  void anythingElseIsNone(String text) {
    assertThat(OllamaHost.address(text)).isEmpty();
  }
}
