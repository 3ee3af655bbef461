/** What callers may ask for besides completions: the models and their own credits. */
@NullMarked
package dev.tollgate.servlet.models;

import org.jspecify.annotations.NullMarked;
