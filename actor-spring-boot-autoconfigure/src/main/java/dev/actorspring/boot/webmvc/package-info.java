/**
 * What servlet applications have: Spring MVC's controllers that ask actors, and a warning
 * that routes of actors are not served.
 */
@NullMarked
package dev.actorspring.boot.webmvc;

import org.jspecify.annotations.NullMarked;
