package dev.tollgate.upstream.anthropic;

import dev.tollgate.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A caller's schema for an answer, as the API takes it: every object must say that it has no other
 * members. Where the caller's is silent that is supplied; what fits then fits the caller's schema
 * too. The rest is the caller's, verbatim.
 */
final class AnthropicSchema {

  private static final String OTHERS = "additionalProperties";

  /**
   * Members whose value is a schema, or a list of them, and that may be narrowed alone; the parts
   * of {@code allOf} may not, for they share their members.
   */
  private static final Set<String> SCHEMAS = Set.of("items", "anyOf", "oneOf");

  /** Members whose value has schemas under names. */
  private static final Set<String> NAMED_SCHEMAS = Set.of("properties", "$defs", "definitions");

  private AnthropicSchema() {}

  /** The schema with all its objects closed. */
  static Json.Obj closed(Json.Obj schema) {
    Map<String, Json> members = new LinkedHashMap<>();
    schema.members().forEach((name, value) -> members.put(name, member(name, value)));
    if (new Json.Str("object").equals(schema.get("type")) || schema.get("properties") != null) {
      members.putIfAbsent(OTHERS, new Json.Bool(false));
    }
    return new Json.Obj(members);
  }

  private static Json member(String name, Json value) {
    if (SCHEMAS.contains(name)) {
      return schemas(value);
    }
    if (NAMED_SCHEMAS.contains(name) && value instanceof Json.Obj named) {
      Map<String, Json> members = new LinkedHashMap<>();
      named.members().forEach((key, schema) -> members.put(key, schemas(schema)));
      return new Json.Obj(members);
    }
    return value;
  }

  private static Json schemas(Json value) {
    if (value instanceof Json.Obj schema) {
      return closed(schema);
    }
    if (value instanceof Json.Arr several) {
      List<Json> items = new ArrayList<>();
      several.items().forEach(item -> items.add(schemas(item)));
      return new Json.Arr(items);
    }
    return value;
  }
}
