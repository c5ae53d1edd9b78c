package dev.actorspring.boot.http;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * One thing that is wrong with a request. The names of its members are part of the
 * answer, whatever the naming strategy of the mapper.
 *
 * @param field the path of the property, or empty for the message as a whole
 * @param message what is wrong with it
 */
record Violation(@JsonProperty("field") String field, @JsonProperty("message") String message) {

}
