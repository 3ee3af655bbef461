/**
 * What a model's answer to a conversation is likely to be worth, and how long it is likely to be.
 */
@NullMarked
package dev.tollgate.routing.quality;

import org.jspecify.annotations.NullMarked;
