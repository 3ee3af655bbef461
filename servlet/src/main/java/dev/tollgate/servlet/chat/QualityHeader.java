package dev.tollgate.servlet.chat;

import dev.tollgate.refusal.Refusal;
import dev.tollgate.refusal.RefusalKind;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** {@code Tollgate-Quality}: where a caller sets the dial of an auto model for one request. */
final class QualityHeader {

  private static final String NAME = "Tollgate-Quality";
  private static final Pattern NUMBER = Pattern.compile("0(\\.[0-9]{1,9})?|1(\\.0{1,9})?");

  private QualityHeader() {}

  /**
   * The place of the dial that the request asks for, 0 to 1, if it asks for one.
   *
   * @throws Refusal INVALID_REQUEST when it is no such number, or given twice
   */
  static OptionalDouble of(HttpServletRequest request) {
    Enumeration<String> values = request.getHeaders(NAME);
    if (!values.hasMoreElements()) {
      return OptionalDouble.empty();
    }
    String value = values.nextElement();
    if (values.hasMoreElements() || !NUMBER.matcher(value).matches()) {
      throw Refusal.ofField(
          RefusalKind.INVALID_REQUEST,
          NAME,
          NAME + " must be one number from 0 to 1 with at most 9 decimals, as 0.7.");
    }
    return OptionalDouble.of(Double.parseDouble(value));
  }
}
