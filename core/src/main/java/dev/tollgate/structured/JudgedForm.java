package dev.tollgate.structured;

import dev.tollgate.json.Json;

/** What a value must be; thread-safe. */
@FunctionalInterface
interface JudgedForm {

  /** Any JSON. */
  JudgedForm ANY = value -> true;

  /** An object, whatever is in it. */
  JudgedForm OBJECT = value -> value instanceof Json.Obj;

  /** True unless the value is known not to be so. */
  boolean fits(Json value);
}
