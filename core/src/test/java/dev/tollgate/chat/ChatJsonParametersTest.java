package dev.tollgate.chat;

import static dev.tollgate.chat.Requests.assertRefused;
import static dev.tollgate.chat.Requests.readWith;
import static dev.tollgate.chat.Requests.refusalWith;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import dev.tollgate.refusal.RefusalKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One row per row of both reference documents: both ends, outside, wrong types. */
class ChatJsonParametersTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          temperature           | 0 1 2 0.7 0.0 2.0 -0 2e0 20e-1 1e-999999999 0e5
          top_p                 | 0 1 1.0 0.5 1e-400
          frequency_penalty     | -2 2 -2.0 0 2.00000 -1e-999999999
          presence_penalty      | -2 2 -2.0 0 2.00000
          max_tokens            | 1 1000 999999999999999999 18446744073709551617
          max_completion_tokens | 1 1000 18446744073709551617
          stream                | true false
          parallel_tool_calls   | true false
          n                     | 1
          stop                  | "a" "" [] ["a"] ["a","b","c","d"]
          tools                 | []
          tool_choice           | "auto" "none"
          response_format       | {"type":"text"} {"type":"json_object"}
          reasoning             | {} {"effort":"xhigh"} {"max_tokens":1} {"exclude":true,"enabled":1}
          reasoning_effort      | "xhigh" "high" "medium" "low" "minimal" "none"
          metadata              | {} {"a":"b"} {"call_name":"x"} {"":""}
          modalities            | ["text"]
          model                 | "sansa-auto" "stansa-4.0" "" "a/b"
          """)
  void valueInsideTheRangeIsTaken(String name, String values) {
    for (String value : Splitter.on(' ').split(values)) {
      assertThat(readWith("\"" + name + "\":" + value).messages()).hasSize(1);
    }
    assertThat(readWith("\"" + name + "\":null")).isEqualTo(plain(name.length() + 8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          temperature           | -0.1 2.1 2.0000000000000000000001 -1e-5 1e999999999 1e99999999999 "1" true [] {}
          top_p                 | -0.01 1.01 1.00000000000000000000001 -1 2 "0.5" false [1] {}
          frequency_penalty     | -2.1 2.1 -2.000001 1e2147483647 "0" true [] {}
          presence_penalty      | -2.1 2.1 3 -3 1e-99999999999 "0" true [] {}
          max_tokens            | 0 -1 -0 1.5 16.0 1e1 1E2 -18446744073709551617 "16" true [] {}
          max_completion_tokens | 0 -1 16.0 1e1 0.5 "1" false [] {}
          stream                | "true" 1 0 [] {}
          parallel_tool_calls   | "true" 1 [] {}
          n                     | 0 -1 1.0 1e0 2.5 "1" true [] {}
          stop                  | 1 true {} ["a","b","c","d","e"]
          tools                 | {} "x" 1 true
          tool_choice           | "required" "any" "" "AUTO" 1 true []
          response_format       | "text" 1 true []
          reasoning             | "high" 1 true []
          reasoning_effort      | "max" "" "HIGH" 1 true [] {}
          metadata              | "x" 1 true []
          """)
  void valueOutsideTheRangeOrOfAnotherTypeIsRefused(String name, String values) {
    for (String value : Splitter.on(' ').split(values)) {
      assertRefused(refusalWith("\"" + name + "\":" + value), RefusalKind.INVALID_REQUEST, name);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "true", "[]", "{}", "1.5"})
  void modelThatIsNoStringIsAnInvalidModel(String value) {
    assertRefused(refusalWith("'model':" + value), RefusalKind.INVALID_MODEL, "model");
  }

  @ParameterizedTest
  @ValueSource(strings = {"audio", "web_search_options", "functions", "function_call"})
  void unsupportedParameterIsRefusedWhateverItHolds(String name) {
    for (String value : List.of("{}", "[]", "'x'", "0", "false", "{'a':1}", "''", "[{}]")) {
      assertRefused(
          refusalWith("'" + name + "':" + value), RefusalKind.UNSUPPORTED_PARAMETER, name);
    }
    assertThat(readWith("'" + name + "':null")).isEqualTo(plain(name.length() + 8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "128", "18446744073709551617"})
  void moreThanOneChoiceIsUnsupported(String n) {
    assertRefused(refusalWith("'n':" + n), RefusalKind.UNSUPPORTED_PARAMETER, "n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"['audio']", "['text','audio']", "['text','text']", "[]", "'text'", "{}", "1"})
  void modalitiesOtherThanTextAreUnsupported(String value) {
    assertRefused(
        refusalWith("'modalities':" + value), RefusalKind.UNSUPPORTED_PARAMETER, "modalities");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "logit_bias",
        "logprobs",
        "top_logprobs",
        "seed",
        "stream_options",
        "prediction",
        "store",
        "service_tier",
        "prompt_cache_key",
        "prompt_cache_retention",
        "safety_identifier",
        "user",
        "verbosity",
        "top_k",
        "provider",
        "usage",
        "call_name",
        "",
      })
  void ignoredAndUnknownParametersAreNotEvenLookedAt(String name) {
    for (String value : List.of("null", "1", "'x'", "[]", "{'a':[1e5]}", "true", "-99")) {
      assertThat(readWith("'" + name + "':" + value))
          .isEqualTo(plain(name.length() + 4 + value.length()));
    }
  }

  @Test
  void numbersAreReadExactly() {
    Sampling sampling =
        readWith("'temperature':0.70,'top_p':1e-1,'frequency_penalty':-2,'presence_penalty':1.5")
            .sampling();
    assertThat(sampling.temperature()).isEqualTo("0.70");
    assertThat(sampling.topP()).isEqualByComparingTo("0.1");
    assertThat(sampling.frequencyPenalty()).isEqualByComparingTo("-2");
    assertThat(sampling.presencePenalty()).isEqualByComparingTo("1.5");
  }

  @Test
  void numbersOfManyDigitsMatterOnlyWhereANumberIsRead() {
    String digits = "1".repeat(100_000);
    readWith("'seed':" + digits);
    readWith("'unknown':[-0." + digits + "]");
    assertRefused(
        refusalWith("'temperature':0." + digits), RefusalKind.INVALID_REQUEST, "temperature");
    assertThat(readWith("'max_tokens':" + digits).maxTokens()).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void numbersNearZeroAreSafeToPrint() {
    assertThat(readWith("'temperature':1e-999999999").sampling().temperature()).isEqualTo("0");
    assertThat(readWith("'temperature':0e999999999").sampling().temperature()).isEqualTo("0");
    assertThat(readWith("'presence_penalty':-1e-2147483647").sampling().presencePenalty())
        .isEqualTo("0");
  }

  @Test
  void newerTokenLimitWins() {
    assertThat(readWith("'max_tokens':5").maxTokens()).isEqualTo(5);
    assertThat(readWith("'max_tokens':5,'max_completion_tokens':7").maxTokens()).isEqualTo(7);
    assertThat(readWith("'max_tokens':5,'max_completion_tokens':null").maxTokens()).isEqualTo(5);
    assertRefused(
        refusalWith("'max_tokens':0,'max_completion_tokens':7"),
        RefusalKind.INVALID_REQUEST,
        "max_tokens");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"2147483648", "18446744073709551617", "1000000000000000000000000000000000000000"})
  void hugeTokenLimitIsLoweredAndNeverWraps(String limit) {
    assertThat(readWith("'max_tokens':" + limit).maxTokens()).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void stopIsAListHoweverItWasWritten() {
    assertThat(readWith("'stop':'END'").sampling().stop()).containsExactly("END");
    assertThat(readWith("'stop':['a','b']").sampling().stop()).containsExactly("a", "b");
    assertThat(readWith("'stop':[]").sampling().stop()).isEmpty();
    assertRefused(refusalWith("'stop':['a',null]"), RefusalKind.INVALID_REQUEST, "stop[1]");
    assertRefused(refusalWith("'stop':['a',1]"), RefusalKind.INVALID_REQUEST, "stop[1]");
  }

  @Test
  void messageSaysWhatIsAllowedAndWhatWasFound() {
    assertThat(refusalWith("'temperature':'hot'").reason())
        .isEqualTo("'temperature' must be a number from 0 to 2; it is a string.");
    assertThat(refusalWith("'temperature':3").reason())
        .isEqualTo("'temperature' must be a number from 0 to 2; it is outside of that.");
    assertThat(refusalWith("'audio':{}").reason())
        .isEqualTo("'audio' is not supported; leave it out.");
  }

  private static ChatRequest plain(int longer) {
    ChatRequest plain = readWith("");
    return new ChatRequest(
        plain.model(),
        plain.messages(),
        plain.stream(),
        plain.maxTokens(),
        plain.sampling(),
        plain.tooling(),
        plain.responseFormat(),
        plain.reasoning(),
        plain.metadata(),
        plain.bodyBytes() + longer);
  }
}
