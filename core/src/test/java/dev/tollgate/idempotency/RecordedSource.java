package dev.tollgate.idempotency;

import java.util.List;

/** Takes down what the maker of a stream is told. */
record RecordedSource(List<String> told) implements StreamSource {

  @Override
  public void pause() {
    told.add("pause");
  }

  @Override
  public void resume() {
    told.add("resume");
  }

  @Override
  public void abandon() {
    told.add("abandon");
  }
}
