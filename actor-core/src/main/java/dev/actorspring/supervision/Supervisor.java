package dev.actorspring.supervision;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.ExitReason;

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
	 * if its start failed, and the child is not added; with
	 * {@link dev.actorspring.StartIgnoredException} if it is not to run now, and the
	 * child is kept unless it is {@link dev.actorspring.RestartType#TEMPORARY} or the
	 * supervisor is dynamic; or with {@link ChildException.Reason#ALREADY_STARTED},
	 * {@link ChildException.Reason#ALREADY_PRESENT}, or
	 * {@link ChildException.Reason#TOO_MANY_CHILDREN}
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
	 * @return completes once it runs; fails with what its start failed with or was
	 * {@linkplain dev.actorspring.StartIgnoredException called off} with, or with
	 * {@link ChildException.Reason#RUNNING}, {@link ChildException.Reason#RESTARTING},
	 * {@link ChildException.Reason#NOT_FOUND}, {@link ChildException.Reason#DISABLED} or
	 * {@link ChildException.Reason#NOT_FOR_DYNAMIC}
	 */
	CompletableFuture<ChildInfo> restart(String id);

	/**
	 * Takes a child out of service: it is terminated, and nothing starts it until it is
	 * enabled, neither a restart of its siblings nor one of the supervisor. Not for a
	 * dynamic supervisor.
	 * @param id the child
	 * @return completes once it has stopped; fails with
	 * {@link ChildException.Reason#NOT_FOUND} or
	 * {@link ChildException.Reason#NOT_FOR_DYNAMIC}
	 */
	CompletableFuture<ChildInfo> disable(String id);

	/**
	 * Puts a child back into service, and starts it.
	 * @param id the child
	 * @return completes once it runs, at once if it was not disabled; fails with what its
	 * start failed with, or as {@link #disable} does
	 */
	CompletableFuture<ChildInfo> enable(String id);

	/**
	 * What it goes by at present.
	 * @return with the children that it was built with
	 */
	SupervisorSpec spec();

	/**
	 * What a child was started by: OTP's {@code get_childspec}.
	 * @param id the child
	 * @return {@link ChildSpec.Actor} or {@link ChildSpec.Supervisor}; empty if there is
	 * no such child
	 */
	Optional<ChildSpec> childSpec(String id);

	/**
	 * Why the last incarnation of a child has ended, or could not be started.
	 * @param id the child
	 * @return empty if there was none, or there is no such child
	 */
	Optional<ExitReason> lastEnd(String id);

	/**
	 * Has it go by other rules from now on, until the system is stopped: strategy,
	 * intensity, backoff, the way to give up, the limit on children and auto-shutdown may
	 * change. No child is started, stopped or forgotten by that, and what has been
	 * counted stays counted; but under backoff each child is at the beginning of its
	 * waits.
	 * @param change gets the present spec, and returns the same with something else;
	 * called by a task of the supervisor, and must not block
	 * @return completes with the spec from then on; fails with what the change throws, or
	 * with {@code ActorConfigurationException} if it changes anything else
	 */
	CompletableFuture<SupervisorSpec> reconfigure(UnaryOperator<SupervisorSpec> change);

	/**
	 * Forgets a child that is stopped.
	 * @param id the child
	 * @return completes with what it was; fails as {@link #restart} does
	 */
	CompletableFuture<ChildInfo> delete(String id);

}
