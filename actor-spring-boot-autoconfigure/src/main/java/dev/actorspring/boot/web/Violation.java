package dev.actorspring.boot.web;

/**
 * One thing that is wrong with a request.
 *
 * @param field the path of the property, or empty for the message as a whole
 * @param message what is wrong with it
 */
record Violation(String field, String message) {

}
