package dev.tollgate.launcher;

import dev.tollgate.chat.ChatJson;
import dev.tollgate.chat.ChatRequest;
import dev.tollgate.config.AutoModelConfig;
import dev.tollgate.config.GatewayConfig;
import dev.tollgate.refusal.Refusal;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code route}: explains how an auto model chooses; asks no upstream, opens no database. */
@Command(
    name = "route",
    description = "Explain how an auto model chooses, for one or many prompts.")
final class RouteCommand implements Callable<Integer> {

  private final ConfigFiles files;
  private final PrintWriter out;

  @Mixin private final ConfigOption config = new ConfigOption();

  @ArgGroup(multiplicity = "1")
  private @Nullable Input input;

  @Option(
      names = "--model",
      paramLabel = "ID",
      description = "The auto model; needed where there are several and none is the default.")
  private @Nullable String model;

  @Option(
      names = "--dials",
      paramLabel = "D",
      split = ",",
      converter = DialPlace.class,
      description =
          "With --batch: places of the dial, as 0,0.5,1, at which each line also says its"
              + " choice, as \"choices\":{\"0\":model}.")
  private List<BigDecimal> dials = List.of();

  @Spec private @Nullable CommandSpec spec;

  /** One of these. */
  private static final class Input {

    @Option(
        names = "--prompt-file",
        paramLabel = "FILE",
        description = "What a user asks, as text.")
    private @Nullable Path prompt;

    @Option(
        names = "--request-file",
        paramLabel = "FILE",
        description = "The body of a chat completion, as JSON.")
    private @Nullable Path request;

    @Option(
        names = "--batch",
        paramLabel = "FILE",
        description =
            "Lines {\"id\",\"prompt\"}; each gives a line"
                + " {\"id\",\"choice\",\"p\":{model: quality},\"c\":{model: US dollars}}.")
    private @Nullable Path batch;
  }

  RouteCommand(ConfigFiles files, PrintWriter out) {
    this.files = files;
    this.out = out;
  }

  @Override
  public Integer call() throws IOException {
    Optional<GatewayConfig> read = files.read(config.file());
    if (read.isEmpty()) {
      return ExitStatus.WRONG_USE;
    }
    ExplainedModel auto = ExplainedModel.of(read.get(), auto(read.get()));
    Input given = input;
    if (given == null) {
      throw new IllegalStateException("a command that was never parsed");
    }
    if (given.batch != null) {
      batch(given.batch, new RouteBatch(auto, dials, out));
    } else if (given.request != null) {
      new RouteExplanation(auto, out).print(request(given.request));
    } else if (given.prompt != null) {
      new RouteExplanation(auto, out).print(ChatRequest.of(auto.id(), text(given.prompt)));
    }
    return ExitStatus.DONE;
  }

  private void batch(Path file, RouteBatch batch) throws IOException {
    try (var lines = Files.newBufferedReader(known(file), StandardCharsets.ISO_8859_1)) {
      batch.run(file.toString(), lines);
    }
  }

  private ChatRequest request(Path file) throws IOException {
    try {
      return ChatJson.readRequest(Files.readAllBytes(known(file)));
    } catch (Refusal refusal) {
      throw new IOException(file + ": " + refusal.reason(), refusal);
    }
  }

  private String text(Path file) throws IOException {
    try {
      return Files.readString(known(file));
    } catch (CharacterCodingException e) {
      throw new IOException(file + " is not UTF-8", e);
    }
  }

  private Path known(Path file) {
    if (!Files.isRegularFile(file)) {
      throw wrongUse("there is no file " + file);
    }
    return file;
  }

  private String auto(GatewayConfig read) {
    List<String> autos =
        read.models().stream()
            .filter(AutoModelConfig.class::isInstance)
            .map(each -> each.id())
            .toList();
    if (model != null) {
      return autos.contains(model) ? model : wrong("there is no auto model " + model, autos);
    }
    Optional<String> byDefault = read.defaultModel().filter(autos::contains);
    if (byDefault.isPresent()) {
      return byDefault.get();
    }
    return autos.size() == 1 ? autos.get(0) : wrong("--model must name an auto model", autos);
  }

  private String wrong(String complaint, List<String> autos) {
    throw wrongUse(
        complaint
            + (autos.isEmpty() ? ": the config has none" : ": it has " + String.join(", ", autos)));
  }

  private ParameterException wrongUse(String complaint) {
    if (spec == null) {
      throw new IllegalStateException("a command that was never parsed");
    }
    return new ParameterException(spec.commandLine(), complaint);
  }
}
