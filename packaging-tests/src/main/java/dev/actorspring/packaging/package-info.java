/**
 * A small application with what is hard for those who package it: a durable actor, one
 * with advice, and one that is addressed by an interface.
 */
@NullMarked
package dev.actorspring.packaging;

import org.jspecify.annotations.NullMarked;
