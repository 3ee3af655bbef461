package dev.tollgate.store.jooq;

/**
 * This process in its database.
 *
 * @param epoch stands on the holds that it makes; no other process ever has the same
 * @param durability gets on disk what its writer commits
 * @param upkeep what it has to do all the time
 */
record Node(long epoch, Durability durability, Upkeep upkeep) {}
