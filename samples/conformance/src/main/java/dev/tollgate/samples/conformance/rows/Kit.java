package dev.tollgate.samples.conformance.rows;

import java.util.List;
import java.util.stream.Stream;

/** All rows, in the order in which they run. */
public final class Kit {

  private Kit() {}

  /** Every row of the kit. */
  public static List<Row> rows() {
    Stream<List<Row>> topics =
        Stream.of(
            NumberRows.rows(),
            CountRows.rows(),
            SwitchRows.rows(),
            ToolRows.rows(),
            ToolChoiceRows.rows(),
            ResponseFormatRows.rows(),
            ReasoningRows.rows(),
            MetadataRows.rows(),
            UnsupportedRows.rows(),
            IgnoredRows.rows(),
            ModelRows.rows(),
            MessageRows.rows(),
            ModalityRows.rows(),
            ToolMessageRows.rows(),
            BodyRows.rows(),
            PathRows.rows(),
            MediaTypeRows.rows(),
            WireRows.rows(),
            AuthRows.rows(),
            CorsRows.rows(),
            LimitRows.rows(),
            ModelsRows.rows(),
            AnswerRows.rows(),
            StreamRows.rows(),
            ErrorRows.rows(),
            EdgeRows.rows());
    return topics.flatMap(List::stream).toList();
  }
}
