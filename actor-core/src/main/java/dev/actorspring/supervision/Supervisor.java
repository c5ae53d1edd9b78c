package dev.actorspring.supervision;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;

/**
 * A supervisor at run time. Any thread may call; no method blocks, and questions are
 * answered at all times, also while a child's start hangs. The operations follow OTP's
 * {@code supervisor} module: where it answers with an error, the future fails with a
 * {@link ChildException} that says which.
 */
public interface Supervisor {

	/**
	 * Its name.
	 * @return as in its spec
	 */
	String name();

	/**
	 * Where it stands in the tree.
	 * @return the path, empty for the root
	 */
	String path();

	/**
	 * Its children.
	 * @return in start order
	 */
	List<ChildInfo> children();

	/**
	 * How many children it has.
	 * @return the four counts
	 */
	ChildCounts counts();

	/**
	 * Adds an actor as the last child and starts it.
	 * @param <A> the actor class
	 * @param child what to start, not keyed
	 * @return completes with its ref once it runs; fails with {@code ActorStartException}
	 * if its start failed, and the child is not added; or with
	 * {@link ChildException.Reason#ALREADY_STARTED} or
	 * {@link ChildException.Reason#ALREADY_PRESENT}
	 */
	<A> CompletableFuture<ActorRef<A>> start(ActorSpec<A> child);

	/**
	 * Adds a supervisor as the last child and starts it with all its children, each of
	 * which is given inline. It is measured together with this one, and its actors by
	 * their classes: a name given at run time never becomes a tag.
	 * @param child what to start
	 * @return completes once it runs; fails as {@link #start(ActorSpec)} does
	 */
	CompletableFuture<Supervisor> start(SupervisorSpec child);

	/**
	 * Stops a child in good order. It stays known and can be restarted, unless it is
	 * {@link dev.actorspring.RestartType#TEMPORARY} or the supervisor is dynamic. A
	 * restart that is under way or to come is cancelled. No restart is counted.
	 * @param id the child
	 * @return completes once it has stopped, also if it had before; fails with
	 * {@link ChildException.Reason#NOT_FOUND}
	 */
	CompletableFuture<ChildInfo> terminate(String id);

	/**
	 * Starts a child that is stopped. No restart is counted.
	 * @param id the child
	 * @return completes once it runs; fails with what its start failed with, or with
	 * {@link ChildException.Reason#RUNNING}, {@link ChildException.Reason#RESTARTING},
	 * {@link ChildException.Reason#NOT_FOUND} or
	 * {@link ChildException.Reason#NOT_FOR_DYNAMIC}
	 */
	CompletableFuture<ChildInfo> restart(String id);

	/**
	 * Forgets a child that is stopped.
	 * @param id the child
	 * @return completes with what it was; fails as {@link #restart} does
	 */
	CompletableFuture<ChildInfo> delete(String id);

}
