package dev.tollgate.upstream.hostile;

import com.google.common.collect.ImmutableSet;
import dev.tollgate.upstream.Script;
import java.util.Set;

/**
 * What an upstream may do that it should not, by the rows of the table of failures. Each mode is
 * there in every API; what a test has to wait for is in {@link #stall()}.
 */
public enum HostileMode {
  REFUSED_CONNECTION(1, Address.NOBODY),
  UNKNOWN_HOST(1, Address.UNKNOWN_HOST),
  CLOSED_HANDSHAKE(1, Address.CLOSED_HANDSHAKE),
  SILENT_HANDSHAKE(2, Address.SILENT_HANDSHAKE),
  CLOSED_AT_ONCE(3, BrokenAnswers::closed),
  RESET_AT_ONCE(3, BrokenAnswers::reset),
  STATUS_500(4, Refusals.status(500)),
  STATUS_502(4, Refusals.status(502)),
  STATUS_503(4, Refusals.status(503)),
  STATUS_504(4, Refusals.status(504)),
  STATUS_529(4, Refusals.status(529)),
  STATUS_408(5, Refusals.status(408)),
  STATUS_425(5, Refusals.status(425)),
  STATUS_429(6, Refusals.status(429)),
  STATUS_401(7, Refusals.status(401)),
  STATUS_403(7, Refusals.status(403)),
  STATUS_402(8, Refusals.status(402)),
  STATUS_404(9, Refusals.status(404)),
  STATUS_400(10, Refusals.fault(Fault.REQUEST)),
  TOO_LONG_A_CONVERSATION(11, Refusals.fault(Fault.LENGTH)),
  FILTERED_CONTENT(12, OddAnswers::filtered),
  REFUSED_CONTENT(12, Refusals.fault(Fault.CONTENT)),
  STATUS_413(13, Refusals.status(413)),
  STATUS_409(14, Refusals.status(409)),
  STATUS_422(14, Refusals.status(422)),
  INFORMATIONAL_SPAM(15, Refusals::informationalSpam),
  REDIRECT(15, Refusals::redirect),
  NOT_JSON(16, BrokenAnswers.body("canary")),
  AN_ARRAY(16, BrokenAnswers.body("[]")),
  WRONG_SHAPE(16, BrokenAnswers.body("{\"canary\":1}")),
  NO_CHOICES(16, BrokenAnswers::hollow),
  BAD_UTF8(16, BrokenAnswers::badUtf8),
  TOO_LARGE(16, Form.WHOLE, BrokenAnswers::tooLarge),
  ENDLESS_LINE(16, Form.STREAM, BrokenAnswers::endlessLine),
  PAGE(17, BrokenAnswers::page),
  NO_TYPE(17, BrokenAnswers::withoutType),
  SILENCE(18, Stall.FIRST_BYTE, BrokenAnswers::silence),
  SILENT_STREAM(18, Form.STREAM, Stall.IDLE, BrokenAnswers::headAlone),
  HALF_A_BODY(19, Form.WHOLE, BrokenAnswers::halfABody),
  STALLED_BODY(19, Form.WHOLE, Stall.IDLE, BrokenAnswers::headAlone),
  ERROR_FIRST(20, Form.STREAM, BrokenAnswers::errorFirst),
  CLOSED_BEHIND_TEXT(22, Form.STREAM, BrokenStreams::closed),
  RESET_BEHIND_TEXT(22, Form.STREAM, BrokenStreams::reset),
  STALLED_BEHIND_TEXT(22, Form.STREAM, Stall.IDLE, BrokenStreams::stalled),
  ERROR_BEHIND_TEXT(22, Form.STREAM, BrokenStreams::error),
  NO_JSON_BEHIND_TEXT(22, Form.STREAM, BrokenStreams::notJson),
  BAD_UTF8_BEHIND_TEXT(22, Form.STREAM, BrokenStreams::badUtf8),
  GIANT_LINE_BEHIND_TEXT(22, Form.STREAM, BrokenStreams::giantLine),
  NO_REASON(23, Form.STREAM, BrokenStreams::ended),
  DONE_WITHOUT_REASON(23, Form.STREAM, BrokenStreams::dismissed),
  NO_USAGE(24, OddAnswers.claiming(null)),
  TOO_MANY_TOKENS(25, OddAnswers::tooLong),
  ABSURD_USAGE(26, OddAnswers.claiming(Tokens.of(4_000_000_000L, 1L << 60))),
  NEGATIVE_USAGE(26, OddAnswers.claiming(Tokens.of(-1_000_000, -1_000_000))),
  USAGE_WITHOUT_NUMBERS(26, OddAnswers.claiming(new Tokens("\"ten\"", "{}"))),
  ACCEPTED_IN_SILENCE(28, BrokenAnswers::headAlone);

  private final int row;
  private final ImmutableSet<Form> forms;
  private final Stall stall;
  private final Address address;
  private final Trick trick;

  HostileMode(int row, Address address) {
    this.row = row;
    this.forms = ImmutableSet.copyOf(Form.values());
    this.stall = address == Address.SILENT_HANDSHAKE ? Stall.CONNECT : Stall.NONE;
    this.address = address;
    this.trick = BrokenAnswers::closed;
  }

  HostileMode(int row, Trick trick) {
    this(row, Stall.NONE, trick);
  }

  HostileMode(int row, Stall stall, Trick trick) {
    this(row, ImmutableSet.copyOf(Form.values()), stall, trick);
  }

  HostileMode(int row, Form only, Trick trick) {
    this(row, only, Stall.NONE, trick);
  }

  HostileMode(int row, Form only, Stall stall, Trick trick) {
    this(row, ImmutableSet.of(only), stall, trick);
  }

  HostileMode(int row, ImmutableSet<Form> forms, Stall stall, Trick trick) {
    this.row = row;
    this.forms = forms;
    this.stall = stall;
    this.address = Address.SERVER;
    this.trick = trick;
  }

  /** The row of the table of failures that it is for. */
  public int row() {
    return row;
  }

  /** The forms of an answer that it spoils. */
  public Set<Form> forms() {
    return forms;
  }

  /** Which wait of ours it lets pass. */
  public Stall stall() {
    return stall;
  }

  /** True when it is a server that gets the requests. */
  public boolean isReached() {
    return address == Address.SERVER;
  }

  Address address() {
    return address;
  }

  Script script(ProviderApi api, Form form) {
    return trick.play(api.speech(), form);
  }
}
