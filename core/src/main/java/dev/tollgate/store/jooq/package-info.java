/**
 * The stores on a database: reads on a pool, and every write a command to one group-commit writer,
 * because one transaction and one sync for many commands is what makes durable money cheap.
 */
@NullMarked
package dev.tollgate.store.jooq;

import org.jspecify.annotations.NullMarked;
