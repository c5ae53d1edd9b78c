/**
 * States of actors in a relational database.
 */
@NullMarked
package dev.actorspring.durable.jdbc;

import org.jspecify.annotations.NullMarked;
