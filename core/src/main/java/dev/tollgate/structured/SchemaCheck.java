package dev.tollgate.structured;

import dev.harrel.jsonschema.Dialect;
import dev.harrel.jsonschema.Dialects;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.tollgate.chat.ResponseFormat;
import dev.tollgate.json.Json;
import dev.tollgate.json.JsonText;
import dev.tollgate.json.MalformedJson;
import dev.tollgate.json.StrictJson;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks answers by JSON Schema, draft 4 to 2020-12; thread-safe.
 *
 * <p>Nothing is ever fetched. An answer passes where it can't be judged: the schema is none by its
 * draft, names a draft that is not known or a reference that leads nowhere or out of it, or is so
 * large or so much work that a caller could hold up others with it.
 */
public final class SchemaCheck implements AnswerCheck {

  private static final Logger LOG = LoggerFactory.getLogger(SchemaCheck.class);

  /** In characters; that a schema is valid is not counted in steps, so this is what bounds it. */
  private static final int LARGEST_SCHEMA = 64 << 10;

  /** About a second's work. */
  private static final long STEPS = 20_000_000;

  private static final List<Dialect> DRAFTS =
      List.of(
          new Dialects.Draft2020Dialect(),
          new Dialects.Draft2019Dialect(),
          new Dialects.Draft7Dialect(),
          new Dialects.Draft6Dialect(),
          new Dialects.Draft4Dialect());

  /** Knows the schemas of schemas, each read at its first use; thread-safe. */
  private final Validator ofSchemas =
      new ValidatorFactory()
          .withJsonNodeFactory(new TreeNodes(Budget.UNLIMITED))
          .withDisabledSchemaValidation(true)
          .createValidator();

  /** A check with the standard bounds. */
  public SchemaCheck() {}

  @Override
  public AnswerForm formOf(ResponseFormat format) {
    if (!format.isBinding()) {
      return AnswerForm.ANY;
    }
    if (format.kind() == ResponseFormat.Kind.JSON_OBJECT) {
      return content -> isJson(content, JudgedForm.OBJECT);
    }
    JudgedForm form = format.schema().map(this::compiled).orElse(JudgedForm.ANY);
    return content -> isJson(content, form);
  }

  private static boolean isJson(String content, JudgedForm form) {
    Json value;
    try {
      value = StrictJson.read(content);
    } catch (MalformedJson e) {
      return e.isBeyondLimits();
    }
    return form.fits(value);
  }

  private JudgedForm compiled(Json.Obj schema) {
    try {
      if (JsonText.of(schema).length() > LARGEST_SCHEMA) {
        throw new Unjudgeable("the schema is too large");
      }
      Dialect draft = draft(schema);
      Budget budget = new Budget(STEPS);
      URI ofSchema = URI.create(draft.getMetaSchema());
      if (!ofSchemas.validate(ofSchema, TreeNode.root(schema, budget)).isValid()) {
        throw new Unjudgeable("it is no schema of its draft");
      }
      return new SchemaForm(schema, draft, budget);
    } catch (RuntimeException | StackOverflowError e) {
      LOG.debug("answers are not checked: {}", reason(e));
      return JudgedForm.ANY;
    }
  }

  private static Dialect draft(Json.Obj schema) {
    if (!(schema.get("$schema") instanceof Json.Str named)) {
      return DRAFTS.get(0);
    }
    String wanted = withoutEmptyFragment(named.value());
    Optional<Dialect> known =
        DRAFTS.stream()
            .filter(draft -> withoutEmptyFragment(draft.getMetaSchema()).equals(wanted))
            .findFirst();
    return known.orElseThrow(() -> new Unjudgeable("its draft is not known"));
  }

  private static String withoutEmptyFragment(String uri) {
    return uri.endsWith("#") ? uri.substring(0, uri.length() - 1) : uri;
  }

  /** What may be logged: other messages than ours may quote the caller's schema. */
  static String reason(Throwable failure) {
    return failure instanceof Unjudgeable
        ? String.valueOf(failure.getMessage())
        : failure.getClass().getSimpleName();
  }
}
