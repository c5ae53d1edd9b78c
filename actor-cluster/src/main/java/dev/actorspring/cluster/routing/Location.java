package dev.actorspring.cluster.routing;

/**
 * Where a partition lives, until it moves. A partition that comes back to a node has
 * another epoch there.
 *
 * @param node the node
 * @param epoch which stay on that node it is
 */
public record Location(NodeId node, long epoch) {

}
