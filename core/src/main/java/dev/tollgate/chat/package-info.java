/**
 * The chat-completions conversation as types, the codec between them and the wire, and its rules.
 */
@NullMarked
package dev.tollgate.chat;

import org.jspecify.annotations.NullMarked;
