package dev.tollgate.catalog;

/** What a caller may name as {@code model}. */
public sealed interface CatalogEntry permits Model, AutoModel {

  /** The public id. */
  String id();
}
