package dev.tollgate.samples.conformance.rows;

/**
 * One line of the table.
 *
 * @param name the topic, a slash, and what is asked and expected; unique in the kit
 * @param sentence which document asks for it, and its words, shortened
 */
public record Row(String name, String sentence, Probe probe) {}
