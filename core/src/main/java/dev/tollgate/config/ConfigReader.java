package dev.tollgate.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Reads the operator's YAML file and finds everything that is wrong with it at once; thread-safe.
 *
 * <p>Problems never quote a value that came from the environment or from a secret's file.
 */
public final class ConfigReader {

  private static final int LARGEST_FILE = 1 << 20;

  private static final List<String> KEYS =
      List.of(
          "server",
          "storage",
          "admin",
          "keys",
          "limits",
          "idempotency",
          "auto-routing",
          "upstreams",
          "models",
          "default-model");

  private final Map<String, String> environment;

  /** A reader that takes <code>${NAME}</code> from those variables. */
  public ConfigReader(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /** Reads a file of at most 1 MiB; that it is missing or unreadable is a problem like another. */
  public ConfigOutcome read(Path file) {
    if (!Files.exists(file)) {
      return broken("there is no file " + file);
    }
    if (Files.isDirectory(file)) {
      return broken(file + " is a directory, not a file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LARGEST_FILE + 1);
      if (bytes.length > LARGEST_FILE) {
        return broken(file + " is larger than 1MiB");
      }
      return readText(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return broken(file + " is not UTF-8");
    } catch (IOException e) {
      return broken(file + " cannot be read");
    }
  }

  /** Reads the text of such a file. */
  public ConfigOutcome readText(String yaml) {
    Problems problems = new Problems();
    if (yaml.length() > LARGEST_FILE) {
      return broken("the config is larger than 1MiB");
    }
    Yaml document = new YamlSource(environment).read(withoutByteOrderMark(yaml), problems);
    if (document instanceof Yaml.Faulty) {
      return new ConfigOutcome.Invalid(problems.inOrder());
    }
    Section file = Section.of(document, problems, KEYS);
    SettingsReader settings = new SettingsReader(file);
    Ids upstreamIds = new Ids();
    ModelReader models = new ModelReader(upstreamIds, problems);
    GatewayConfig config =
        new GatewayConfig(
            settings.server(),
            settings.storage(),
            settings.admin(),
            settings.keys(),
            settings.limits(),
            settings.idempotency(),
            settings.autoRouting(),
            new UpstreamReader(upstreamIds).read(file),
            models.read(file),
            models.defaultModel(file));
    QualityWeights.check(config.autoRouting(), settings.weights(), models.profiles(), problems);
    return problems.isEmpty()
        ? new ConfigOutcome.Valid(config)
        : new ConfigOutcome.Invalid(problems.inOrder());
  }

  private static ConfigOutcome broken(String message) {
    return new ConfigOutcome.Invalid(List.of(new Problem("", 0, message)));
  }

  private static String withoutByteOrderMark(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }
}
