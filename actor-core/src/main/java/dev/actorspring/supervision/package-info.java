/**
 * How actors are started, restarted and stopped together: supervision trees after
 * Erlang/OTP.
 */
@NullMarked
package dev.actorspring.supervision;

import org.jspecify.annotations.NullMarked;
