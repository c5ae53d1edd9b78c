@NullMarked
package dev.actorspring.test.simulation;

import org.jspecify.annotations.NullMarked;
