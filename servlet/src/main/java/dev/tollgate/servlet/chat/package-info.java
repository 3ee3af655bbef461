/** The way of a chat completion through a servlet container: its body in, its answer out. */
@NullMarked
package dev.tollgate.servlet.chat;

import org.jspecify.annotations.NullMarked;
