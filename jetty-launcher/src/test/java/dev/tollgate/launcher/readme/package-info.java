/** What README.md and docs say, done: their commands are run and their snippets compared. */
@NullMarked
package dev.tollgate.launcher.readme;

import org.jspecify.annotations.NullMarked;
