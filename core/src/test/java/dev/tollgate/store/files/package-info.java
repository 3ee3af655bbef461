/** The file system of a process whose writes are watched, and may be held up in the middle. */
@NullMarked
package dev.tollgate.store.files;

import org.jspecify.annotations.NullMarked;
