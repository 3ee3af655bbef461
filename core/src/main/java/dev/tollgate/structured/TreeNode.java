package dev.tollgate.structured;

import dev.harrel.jsonschema.JsonNode;
import dev.harrel.jsonschema.SimpleType;
import dev.tollgate.json.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Our JSON as the validator sees it. Each look at a value is paid for, and so is each character of
 * the pointers, which repeat the names of all that is above.
 */
final class TreeNode implements JsonNode {

  /** Nobody means a number beyond this, and to write one out in digits takes for ever. */
  private static final int LARGEST_EXPONENT = 400;

  /** What is asked for its parts is walked through, and compared part by part. */
  private static final int WALK = 8;

  private final Json json;
  private final String pointer;
  private final Budget budget;
  private final SimpleType type;
  private final List<JsonNode> items = new ArrayList<>();
  private final Map<String, JsonNode> members = new LinkedHashMap<>();
  private final @Nullable BigDecimal number;

  /**
   * That value and all below it.
   *
   * @throws Unjudgeable when it is more than the budget has, or holds a number beyond measure
   */
  static TreeNode root(Json json, Budget budget) {
    return new TreeNode(json, "", budget);
  }

  private TreeNode(Json json, String pointer, Budget budget) {
    this.json = json;
    this.pointer = pointer;
    this.budget = budget;
    this.number = json instanceof Json.Num written ? measured(written) : null;
    this.type = typeOf(json, number);
    budget.spend(pointer.length() + 1L);
    if (json instanceof Json.Arr array) {
      for (Json item : array.items()) {
        items.add(new TreeNode(item, pointer + "/" + items.size(), budget));
      }
    } else if (json instanceof Json.Obj object) {
      object
          .members()
          .forEach(
              (name, member) -> {
                String below = pointer + "/" + JsonNode.encodeJsonPointer(name);
                members.put(name, new TreeNode(member, below, budget));
              });
    }
  }

  private static BigDecimal measured(Json.Num written) {
    BigDecimal value;
    try {
      value = written.decimal().stripTrailingZeros();
    } catch (ArithmeticException | NumberFormatException e) {
      throw new Unjudgeable("a number has an exponent beyond all measure");
    }
    if (Math.abs((long) value.scale()) > LARGEST_EXPONENT) {
      throw new Unjudgeable("a number has too large an exponent");
    }
    return value;
  }

  private static SimpleType typeOf(Json json, @Nullable BigDecimal number) {
    if (number != null) {
      return number.scale() <= 0 ? SimpleType.INTEGER : SimpleType.NUMBER;
    }
    if (json instanceof Json.Str) {
      return SimpleType.STRING;
    }
    if (json instanceof Json.Obj) {
      return SimpleType.OBJECT;
    }
    if (json instanceof Json.Arr) {
      return SimpleType.ARRAY;
    }
    return json instanceof Json.Bool ? SimpleType.BOOLEAN : SimpleType.NULL;
  }

  /** How much there is to walk through in that value itself. */
  static long sizeOf(JsonNode node) {
    return switch (node.getNodeType()) {
      case ARRAY -> node.asArray().size();
      case OBJECT -> node.asObject().size();
      case STRING -> node.asString().length();
      default -> 1;
    };
  }

  /** The same value as the root of its own document. */
  TreeNode asRoot() {
    return pointer.isEmpty() ? this : new TreeNode(json, "", budget);
  }

  @Override
  public String getJsonPointer() {
    return pointer;
  }

  @Override
  public SimpleType getNodeType() {
    budget.spend(1);
    return type;
  }

  @Override
  public boolean asBoolean() {
    return json instanceof Json.Bool bool && bool.value();
  }

  @Override
  public String asString() {
    return json instanceof Json.Str string ? string.value() : "";
  }

  @Override
  public BigInteger asInteger() {
    return asNumber().toBigIntegerExact();
  }

  @Override
  public BigDecimal asNumber() {
    if (number == null) {
      throw new IllegalStateException("not a number");
    }
    return number;
  }

  @Override
  public List<JsonNode> asArray() {
    budget.spend(WALK);
    return Collections.unmodifiableList(items);
  }

  @Override
  public Map<String, JsonNode> asObject() {
    budget.spend(WALK);
    return Collections.unmodifiableMap(members);
  }

  /** Nothing: messages are for nobody, and those of a large answer would fill the memory. */
  @Override
  public String toPrintableString() {
    return "";
  }
}
