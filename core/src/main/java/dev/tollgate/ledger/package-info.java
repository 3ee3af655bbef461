/** Accounts, transfers and balances: where money is, and how it came there. */
@NullMarked
package dev.tollgate.ledger;

import org.jspecify.annotations.NullMarked;
