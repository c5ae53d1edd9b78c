package dev.actorspring.supervision;

/**
 * The children of a supervisor, counted as OTP does.
 *
 * @param specs all children, running or not; of a dynamic supervisor always 1
 * @param active those that are running
 * @param supervisors those that are supervisors, running or not
 * @param workers the others, running or not
 */
public record ChildCounts(int specs, int active, int supervisors, int workers) {

}
