package dev.tollgate.launcher;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a host of the command line: a name or an address, not empty. */
final class HostName implements ITypeConverter<String> {

  @Override
  public String convert(String text) {
    if (text.isBlank()) {
      throw new TypeConversionException("must not be empty");
    }
    return text;
  }
}
