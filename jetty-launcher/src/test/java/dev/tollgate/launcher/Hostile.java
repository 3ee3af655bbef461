package dev.tollgate.launcher;

import dev.tollgate.upstream.hostile.HostileMode;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** Runs a test on an upstream of each of those modes, in each API. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@ParameterizedTest
@ArgumentsSource(HostileArguments.class)
@interface Hostile {
  HostileMode[] value();
}
