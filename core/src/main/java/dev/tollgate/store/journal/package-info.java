/**
 * An append-only file of records, each on disk before it is answered: one small write makes a batch
 * durable where writing a database's pages would take dozens.
 */
@NullMarked
package dev.tollgate.store.journal;

import org.jspecify.annotations.NullMarked;
