package dev.tollgate.launcher;

import java.math.BigDecimal;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A place of the dial on the command line, 0 to 1. */
final class DialPlace implements ITypeConverter<BigDecimal> {

  private static final String NUMBER = "0(\\.[0-9]{1,9})?|1(\\.0{1,9})?";

  @Override
  public BigDecimal convert(String value) {
    if (!value.matches(NUMBER)) {
      throw new TypeConversionException("must be a number from 0 to 1 with at most 9 decimals");
    }
    return new BigDecimal(value);
  }
}
