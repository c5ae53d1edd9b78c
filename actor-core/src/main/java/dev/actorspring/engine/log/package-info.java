/**
 * What is written for people: texts, and lines that repeat.
 */
@NullMarked
package dev.actorspring.engine.log;

import org.jspecify.annotations.NullMarked;
