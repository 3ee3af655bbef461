package dev.tollgate.launcher;

/**
 * How the demo runs.
 *
 * @param once true to stop after the show instead of serving on
 * @param port 0 to 65535; 0 picks a free one
 */
record DemoOptions(boolean once, int port) {}
