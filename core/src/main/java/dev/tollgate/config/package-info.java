/**
 * The one YAML file of an operator, read into records with every fault named by its path.
 *
 * <p>The only package that looks at the process environment.
 */
@NullMarked
package dev.tollgate.config;

import org.jspecify.annotations.NullMarked;
