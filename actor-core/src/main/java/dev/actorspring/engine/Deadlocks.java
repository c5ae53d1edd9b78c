package dev.actorspring.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import dev.actorspring.Handling;
import org.jspecify.annotations.Nullable;

/**
 * Finds actors that hold up what they wait for: one that is told to stop, or is being
 * started, and waits for a reply of an actor that its supervisor starts only after that.
 * In OTP a call to a process that has died fails at once; here the request waits in the
 * mailbox for the next incarnation, so it has to fail where that can never come.
 * <p>
 * It goes from the requests that the actor has open to their targets, and from one that
 * waits itself to the targets of that. At the end is an actor that does not run. If who
 * is to start it, or anybody above, waits for the first actor, that is a deadlock. All is
 * read while it changes, so whoever uses this looks again as long as it matters.
 */
final class Deadlocks {

	private Deadlocks() {
	}

	/**
	 * Fails those requests of an actor that cannot be answered before it has stopped, or
	 * started. Any thread.
	 * @param actor in the middle of something
	 */
	static void release(ActorCell<?> actor) {
		release(actor, openRequests(actor));
	}

	/**
	 * The same, on the thread of the actor, which is about to wait.
	 * @param actor who waits
	 * @param future what for
	 */
	static void release(ActorCell<?> actor, CompletableFuture<?> future) {
		CellRunner serving = Engine.runner();
		Ask<?> latest = (serving != null) ? serving.asked : null;
		release(actor, (future instanceof Ask<?> ask) ? List.of(ask) : open(latest));
	}

	private static void release(ActorCell<?> actor, List<Ask<?>> requests) {
		for (Ask<?> ask : requests) {
			ActorCell<?> end = endOfTheChain(actor, ask);
			if (end != null) {
				fail(actor, ask, end);
			}
		}
	}

	private static void fail(ActorCell<?> actor, Ask<?> ask, ActorCell<?> end) {
		ActorCell<?> target = ask.target();
		String path = (target != null) ? target.path() : end.path();
		String who = (target != end) ? "it waits for " + end.path() + ", which " : "it ";
		if (end.incarnations() == 0 && actor.isStarting()) {
			ask.hopeless(new IllegalStateException(
					actor.path() + " cannot wait for a reply of " + path + " while it is being started: " + who
							+ "starts only after that. Change the order of the children, "
							+ "or ask later: from a handler, in Spring also from an ApplicationRunner or when the "
							+ "ApplicationReadyEvent is published"));
		}
		else {
			ask.terminated(path, who + "starts again only when " + actor.path() + " no longer waits for it",
					Handling.UNKNOWN);
		}
	}

	/**
	 * The requests that an actor may be waiting for: the one that is known, or if it
	 * waits for something else, all that this may come of.
	 */
	private static List<Ask<?>> openRequests(ActorCell<?> actor) {
		Incarnation<?> incarnation = actor.incarnation();
		if (incarnation == null) {
			return List.of();
		}
		Suspension suspended = incarnation.suspension();
		Ask<?> request = (suspended != null) ? suspended.request() : null;
		if (request != null) {
			return List.of(request);
		}
		CellRunner serving = incarnation.runner;
		Thread thread = (serving != null) ? serving.thread() : null;
		return (serving != null && thread != null && isWaiting(thread)) ? open(serving.asked) : List.of();
	}

	/**
	 * What the reply of an actor to a request may come of, if it has promised one.
	 */
	private static @Nullable Ask<?> promisedFrom(ActorCell<?> actor, Ask<?> request) {
		Incarnation<?> incarnation = actor.incarnation();
		return (incarnation != null) ? incarnation.promisedFrom(request) : null;
	}

	private static List<Ask<?>> open(@Nullable Ask<?> latest) {
		List<Ask<?>> open = new ArrayList<>();
		for (Ask<?> ask = latest; ask != null; ask = ask.previous()) {
			if (!ask.isDone()) {
				open.add(ask);
			}
		}
		return open;
	}

	/**
	 * Whether a thread waits for something, and does not only compute.
	 */
	static boolean isWaiting(Thread thread) {
		return switch (thread.getState()) {
			case WAITING, TIMED_WAITING, BLOCKED -> true;
			case NEW, RUNNABLE, TERMINATED -> false;
		};
	}

	/**
	 * Follows a request to an actor that cannot answer it, and does not run.
	 * @param actor who waits
	 * @param request what for
	 * @return the actor, if it is held up by who waits; else {@code null}
	 */
	private static @Nullable ActorCell<?> endOfTheChain(ActorCell<?> actor, Ask<?> request) {
		Set<Ask<?>> seen = new HashSet<>();
		Deque<Ask<?>> open = new ArrayDeque<>(List.of(request));
		for (Ask<?> ask = open.poll(); ask != null; ask = open.poll()) {
			Ask<?> forwarded = ask.forwarded();
			if (forwarded != null) {
				open.add(forwarded);
				continue;
			}
			ActorCell<?> target = ask.target();
			if (target == null || target == actor || ask.isDone() || !seen.add(ask)) {
				continue;
			}
			if (target.isRunning()) {
				open.addAll(open(promisedFrom(target, ask)));
				if (CallCycles.blocks(ask)) {
					open.addAll(openRequests(target));
				}
			}
			else if (isHeldUp(target, actor)) {
				return target;
			}
		}
		return null;
	}

	private static boolean isHeldUp(ActorCell<?> cell, ActorCell<?> by) {
		if (cell.isHeldUpBy(by)) {
			return true;
		}
		for (Parent parent = cell.parent(); parent != null; parent = parent.above()) {
			if (parent.isHeldUpBy(by)) {
				return true;
			}
		}
		return false;
	}

}
