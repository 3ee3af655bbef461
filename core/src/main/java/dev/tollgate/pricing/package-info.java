/** What tokens cost: exact prices per million tokens and the quote a hold is made from. */
@NullMarked
package dev.tollgate.pricing;

import org.jspecify.annotations.NullMarked;
