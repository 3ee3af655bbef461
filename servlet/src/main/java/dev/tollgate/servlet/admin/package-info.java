/**
 * The operator's API under {@code /admin/v1}: accounts, credits, keys, ledger, usage, integrity.
 */
@NullMarked
package dev.tollgate.servlet.admin;

import org.jspecify.annotations.NullMarked;
