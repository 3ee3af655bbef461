package dev.tollgate.launcher;

import dev.tollgate.upstream.hostile.HostileMode;
import dev.tollgate.upstream.hostile.HostileUpstream;
import dev.tollgate.upstream.hostile.ProviderApi;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.AnnotationBasedArgumentsProvider;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** The upstreams behind {@link Hostile}. */
final class HostileArguments extends AnnotationBasedArgumentsProvider<Hostile> {

  @Override
  protected Stream<? extends Arguments> provideArguments(
      ParameterDeclarations parameters, ExtensionContext context, Hostile hostile) {
    List<Arguments> arguments = new ArrayList<>();
    for (ProviderApi api : ProviderApi.values()) {
      for (HostileMode mode : hostile.value()) {
        arguments.add(Arguments.of(new HostileUpstream(api, mode)));
      }
    }
    return arguments.stream();
  }
}
