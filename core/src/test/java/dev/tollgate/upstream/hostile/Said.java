package dev.tollgate.upstream.hostile;

/**
 * What a server says in place of an answer.
 *
 * @param status 200 where the API hides a refusal in an answer
 * @param body which quotes what nobody must see
 */
record Said(int status, String body) {}
