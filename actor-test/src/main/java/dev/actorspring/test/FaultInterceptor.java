package dev.actorspring.test;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.actorspring.Message;
import dev.actorspring.Request;
import dev.actorspring.spi.ActorHandle;
import dev.actorspring.spi.ActorInterceptor;
import dev.actorspring.test.Fault.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Has faults come to their actors.
 */
final class FaultInterceptor implements ActorInterceptor {

	private final Faults faults;

	FaultInterceptor(Faults faults) {
		this.faults = faults;
	}

	@Override
	public @Nullable Throwable beforeFactory(ActorHandle actor) {
		Fault fault = next(actor, Kind.FAILED_START, null);
		return (fault != null) ? cause(fault, "does not start") : null;
	}

	@Override
	public @Nullable Throwable beforeHandler(ActorHandle actor, Message<?> message) {
		Fault fault = next(actor, Kind.CRASH, message);
		return (fault != null) ? cause(fault, "crashes before " + name(message)) : null;
	}

	@Override
	public @Nullable Throwable afterHandler(ActorHandle actor, Message<?> message) {
		Fault fault = next(actor, Kind.CRASH_AFTERWARDS, message);
		return (fault != null) ? cause(fault, "crashes after " + name(message)) : null;
	}

	private static String name(Message<?> message) {
		return message.getClass().getSimpleName();
	}

	private static Throwable cause(Fault fault, String what) {
		return (fault.what() instanceof Throwable cause) ? cause
				: new FaultException(fault.path() + " " + what + ", as the test wants");
	}

	@Override
	public @Nullable CompletionStage<?> beforeReply(ActorHandle actor, Request<?, ?> request) {
		if (next(actor, Kind.DROPPED_REPLY, request) != null) {
			return new CompletableFuture<>();
		}
		Fault late = next(actor, Kind.DELAYED_REPLY, request);
		return (late != null && late.what() instanceof Duration delay) ? actor.after(delay) : null;
	}

	@Override
	public boolean limitsMailbox() {
		return true;
	}

	@Override
	public boolean isFull(ActorHandle actor) {
		return next(actor, Kind.FULL_MAILBOX, null) != null;
	}

	/**
	 * The fault that comes now, which is the first of its kind that is not over.
	 */
	private @Nullable Fault next(ActorHandle actor, Kind kind, @Nullable Message<?> message) {
		if (this.faults.isEmpty()) {
			return null;
		}
		for (Fault fault : this.faults.of(actor.path())) {
			if (fault.concerns(kind, message) && fault.comes()) {
				return fault;
			}
		}
		return null;
	}

}
