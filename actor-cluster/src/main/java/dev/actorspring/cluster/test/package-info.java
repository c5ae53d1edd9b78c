/**
 * For tests of applications whose actors live on several nodes.
 */
@NullMarked
package dev.actorspring.cluster.test;

import org.jspecify.annotations.NullMarked;
