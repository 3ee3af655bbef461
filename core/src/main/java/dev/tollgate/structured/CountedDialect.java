package dev.tollgate.structured;

import dev.harrel.jsonschema.Dialect;
import dev.harrel.jsonschema.EvaluatorFactory;
import dev.harrel.jsonschema.SpecificationVersion;
import java.util.Map;
import java.util.Set;

/** A draft of JSON Schema whose keywords are paid for. */
record CountedDialect(Dialect draft, Budget budget) implements Dialect {

  @Override
  public SpecificationVersion getSpecificationVersion() {
    return draft.getSpecificationVersion();
  }

  @Override
  public String getMetaSchema() {
    return draft.getMetaSchema();
  }

  @Override
  public EvaluatorFactory getEvaluatorFactory() {
    return new CountedEvaluators(draft.getEvaluatorFactory(), budget);
  }

  @Override
  public Set<String> getSupportedVocabularies() {
    return draft.getSupportedVocabularies();
  }

  @Override
  public Set<String> getRequiredVocabularies() {
    return draft.getRequiredVocabularies();
  }

  @Override
  public Map<String, Boolean> getDefaultVocabularyObject() {
    return draft.getDefaultVocabularyObject();
  }
}
