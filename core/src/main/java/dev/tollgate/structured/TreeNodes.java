package dev.tollgate.structured;

import dev.harrel.jsonschema.JsonNode;
import dev.harrel.jsonschema.JsonNodeFactory;
import dev.tollgate.json.Json;
import dev.tollgate.json.MalformedJson;
import dev.tollgate.json.StrictJson;

/** Makes the validator's nodes of our JSON, all on one budget. */
record TreeNodes(Budget budget) implements JsonNodeFactory {

  @Override
  public JsonNode wrap(Object value) {
    if (value instanceof TreeNode node) {
      return node.asRoot();
    }
    if (value instanceof Json json) {
      return TreeNode.root(json, budget);
    }
    throw new IllegalArgumentException("only our own JSON is judged");
  }

  @Override
  public JsonNode create(String text) {
    try {
      return TreeNode.root(StrictJson.read(text), budget);
    } catch (MalformedJson e) {
      throw new IllegalArgumentException("a schema of the library's own is no JSON", e);
    }
  }
}
