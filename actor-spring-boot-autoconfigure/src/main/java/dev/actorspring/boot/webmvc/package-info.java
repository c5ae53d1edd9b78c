/**
 * The routes of actors on Spring MVC, and its controllers that ask actors.
 */
@NullMarked
package dev.actorspring.boot.webmvc;

import org.jspecify.annotations.NullMarked;
