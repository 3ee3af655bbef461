package dev.tollgate.upstream.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.upstream.codec.BadAnswer;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** A stream says the same whether all of its events are parsed or only those out of the frame. */
class TextFramePropertyTest {

  /** What a reader does with one event, or what it says of it. */
  private interface Reading {
    void read(String event) throws BadAnswer;
  }

  @Property(tries = 3000, seed = "1")
  void framesChangeNothing(@ForAll("streams") List<String> events) {
    List<Object> framed = new ArrayList<>();
    List<Object> parsed = new ArrayList<>();
    OpenAiStreamJson byFrames = new OpenAiStreamJson(framed::add);
    OpenAiStreamJson byParser = new OpenAiStreamJson(parsed::add);

    for (String event : events) {
      note(framed, event, data -> assertThat(byFrames.read(null, data)).isTrue());
      note(parsed, event, data -> byParser.parse(null, data));
    }

    assertThat(framed).isEqualTo(parsed);
    assertThat(byFrames.isFinished()).isEqualTo(byParser.isFinished());
  }

  private static void note(List<Object> notes, String event, Reading reading) {
    try {
      reading.read(event);
    } catch (BadAnswer e) {
      notes.add(e.failure());
    }
  }

  @Provide
  Arbitrary<List<String>> streams() {
    Arbitrary<String> literal =
        Arbitraries.oneOf(
            Arbitraries.strings().withChars("ab ,:{}[]").ofMaxLength(6),
            Arbitraries.of(
                "", "content", "a\uD83D", "é\u2028\uD83D\uDE00", "\\n", "\\\"", "\"", "\\", "\t"),
            Arbitraries.of("\",\"refusal\":\"x", "\"},\"finish_reason\":\"stop\",\"y\":{\"z\":\""));
    Arbitrary<String> shape =
        Arbitraries.frequency(
            tuple(8, "{'choices':[{'delta':{'content':'@'},'finish_reason':null}],'usage':null}"),
            tuple(1, "{'choices':[{'delta':{'content':'@'},'finish_reason':'stop'}]}"),
            tuple(1, "{'choices':[{'delta':{'content':'@','content':'@'}}]}"),
            tuple(1, "{'x':{'content':'@'},'choices':[{'delta':{'content': '@'}}]}"),
            tuple(1, "{'choices':[{'delta':{'content':'@','reasoning':'@'}}]}"),
            tuple(1, "{'choices':[{'delta':{'refusal':'@','content':null}}]}"),
            tuple(1, "{'choices':[],'usage':{'prompt_tokens':1,'completion_tokens':2}}"),
            tuple(
                2,
                "{'choices':[{'delta':{'content':'@',"
                    + "'tool_calls':[{'index':0,'function':{'arguments':'@'}}]}}]}"),
            tuple(1, "{'choices':[{'delta':{'tool_calls':[{'function':{'name':'f'}}]}}]}"),
            tuple(1, "{'error':{'message':'@','content':'@'}}"));
    return Combinators.combine(shape, literal)
        .as((form, text) -> form.replace('\'', '"').replace("@", text))
        .list()
        .ofMaxSize(12);
  }

  private static Tuple.Tuple2<Integer, String> tuple(int weight, String shape) {
    return Tuple.of(weight, shape);
  }
}
