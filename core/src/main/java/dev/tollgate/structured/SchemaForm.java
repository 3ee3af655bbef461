package dev.tollgate.structured;

import dev.harrel.jsonschema.Dialect;
import dev.harrel.jsonschema.Error;
import dev.harrel.jsonschema.SchemaResolver;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.tollgate.json.Json;
import java.net.URI;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A caller's schema, compiled; thread-safe, one judgement at a time. */
final class SchemaForm implements JudgedForm {

  private static final Logger LOG = LoggerFactory.getLogger(SchemaForm.class);
  private static final Set<String> REFERENCES = Set.of("$ref", "$dynamicRef", "$recursiveRef");

  private final Validator validator;
  private final URI schema;
  private final Budget budget;

  /**
   * Compiles that schema of that draft.
   *
   * @param budget what compiling may take, and then each judgement again
   */
  SchemaForm(Json.Obj schema, Dialect draft, Budget budget) {
    this.budget = budget;
    Dialect counted = new CountedDialect(draft, budget);
    this.validator =
        new ValidatorFactory()
            .withDialect(counted)
            .withDefaultDialect(counted)
            .withJsonNodeFactory(new TreeNodes(budget))
            // It was checked, and here that would read the schema of schemas for every request.
            .withDisabledSchemaValidation(true)
            .withSchemaResolver(SchemaForm::refuseToFetch)
            .createValidator();
    this.schema = validator.registerSchema(TreeNode.root(schema, budget));
  }

  private static SchemaResolver.Result refuseToFetch(String uri) {
    throw new Unjudgeable("a reference leads out of the schema");
  }

  @Override
  public synchronized boolean fits(Json value) {
    budget.renew();
    try {
      Validator.Result result = validator.validate(schema, TreeNode.root(value, budget));
      return result.isValid() || result.getErrors().stream().anyMatch(SchemaForm::leadsNowhere);
    } catch (RuntimeException | StackOverflowError e) {
      LOG.debug("an answer is not checked: {}", SchemaCheck.reason(e));
      return true;
    }
  }

  /** Of a reference only this failure has words: what fails behind it has its own. */
  private static boolean leadsNowhere(Error error) {
    String keyword = error.getKeyword();
    return keyword != null && REFERENCES.contains(keyword);
  }
}
