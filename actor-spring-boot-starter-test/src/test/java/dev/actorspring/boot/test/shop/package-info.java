/**
 * An application for the tests of the kit.
 */
@NullMarked
package dev.actorspring.boot.test.shop;

import org.jspecify.annotations.NullMarked;
