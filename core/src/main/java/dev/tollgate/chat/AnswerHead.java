package dev.tollgate.chat;

import dev.tollgate.json.JsonText;

/**
 * What every part of one answer carries.
 *
 * @param id our own id of the answer, {@code chatcmpl-…}
 * @param created when it was begun, in seconds since 1970
 * @param model the model's name as the caller is shown it
 */
public record AnswerHead(String id, long created, String model) {

  /** Begins the answer's object and its choices: what follows is the first choice or a bracket. */
  StringBuilder open(String object) {
    StringBuilder out = new StringBuilder(256).append("{\"id\":");
    JsonText.appendQuoted(out, id);
    out.append(",\"object\":");
    JsonText.appendQuoted(out, object);
    out.append(",\"created\":").append(created).append(",\"model\":");
    JsonText.appendQuoted(out, model);
    return out.append(",\"choices\":[");
  }
}
