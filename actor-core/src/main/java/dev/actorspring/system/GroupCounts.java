package dev.actorspring.system;

/**
 * How many groups of actors there are on a node.
 *
 * @param groups how many groups have members
 * @param memberships how many members all of them have together
 */
public record GroupCounts(long groups, long memberships) {

}
