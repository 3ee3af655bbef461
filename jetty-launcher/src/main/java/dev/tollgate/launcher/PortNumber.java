package dev.tollgate.launcher;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a port of the command line: 0 to 65535. */
final class PortNumber implements ITypeConverter<Integer> {

  private static final int LAST = 65_535;

  @Override
  public Integer convert(String text) {
    if (text.matches("[0-9]{1,5}")) {
      int port = Integer.parseInt(text);
      if (port <= LAST) {
        return port;
      }
    }
    throw new TypeConversionException("must be a whole number from 0 to " + LAST);
  }
}
