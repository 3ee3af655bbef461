/** How programs call a gateway with the libraries they already use. */
@NullMarked
package dev.tollgate.samples.clients;

import org.jspecify.annotations.NullMarked;
