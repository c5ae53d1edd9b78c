package dev.actorspring.engine;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

import dev.actorspring.ActorException;
import dev.actorspring.ExitReason;
import dev.actorspring.Message;
import dev.actorspring.Request;
import dev.actorspring.spi.ActorHandle;
import dev.actorspring.spi.ActorInterceptor;
import dev.actorspring.spi.OpenRequest;
import dev.actorspring.spi.TurnDecision;
import dev.actorspring.spi.TurnEnd;
import org.jspecify.annotations.Nullable;

/**
 * Several interceptors of one actor, each around those after it. One that fails does not
 * keep the others from seeing what happens.
 *
 * @param interceptors the outermost first
 */
record CompositeInterceptor(List<ActorInterceptor> interceptors) implements ActorInterceptor {

	/**
	 * Makes one interceptor of several.
	 * @param interceptors in order
	 * @return {@code null} if there is none
	 */
	static @Nullable ActorInterceptor of(List<ActorInterceptor> interceptors) {
		if (interceptors.size() <= 1) {
			return interceptors.isEmpty() ? null : interceptors.getFirst();
		}
		return new CompositeInterceptor(List.copyOf(interceptors));
	}

	@Override
	public @Nullable CompletionStage<?> beforeStart(ActorHandle actor) {
		return all((each) -> each.beforeStart(actor));
	}

	@Override
	public @Nullable Throwable beforeFactory(ActorHandle actor) {
		return first(actor, this.interceptors, (each) -> each.beforeFactory(actor));
	}

	/**
	 * Asks the next one only if those around it let the message in.
	 */
	@Override
	public TurnDecision beforeTurn(ActorHandle actor, Message<?> message, @Nullable OpenRequest request) {
		TurnDecision decision = first(actor, this.interceptors, (each) -> {
			TurnDecision own = each.beforeTurn(actor, message, request);
			return (own instanceof TurnDecision.Handled) ? null : own;
		});
		return (decision != null) ? decision : TurnDecision.HANDLED;
	}

	@Override
	public @Nullable Throwable beforeHandler(ActorHandle actor, Message<?> message) {
		return first(actor, this.interceptors, (each) -> each.beforeHandler(actor, message));
	}

	@Override
	public @Nullable Throwable afterHandler(ActorHandle actor, Message<?> message) {
		return first(actor, this.interceptors.reversed(), (each) -> each.afterHandler(actor, message));
	}

	@Override
	public void turnWaits(ActorHandle actor) {
		each(actor, this.interceptors.reversed(), (each) -> each.turnWaits(actor));
	}

	@Override
	public void turnResumes(ActorHandle actor) {
		each(actor, this.interceptors, (each) -> each.turnResumes(actor));
	}

	@Override
	public @Nullable CompletionStage<?> beforeSend(ActorHandle actor) {
		return all((each) -> each.beforeSend(actor));
	}

	@Override
	public void turnEnded(ActorHandle actor, Message<?> message, TurnEnd end) {
		answer(actor, (each) -> each.turnEnded(actor, message, end));
	}

	@Override
	public void promiseEnded(ActorHandle actor, Request<?, ?> request, TurnEnd end) {
		answer(actor, (each) -> each.promiseEnded(actor, request, end));
	}

	@Override
	public boolean wantsReply(ActorHandle actor, Request<?, ?> request) {
		return any(actor, (each) -> each.wantsReply(actor, request));
	}

	@Override
	public @Nullable CompletionStage<?> beforeReply(ActorHandle actor, Request<?, ?> request) {
		return all((each) -> each.beforeReply(actor, request));
	}

	@Override
	public boolean isSettled(ActorHandle actor) {
		return !any(actor, (each) -> !each.isSettled(actor));
	}

	@Override
	public boolean limitsMailbox() {
		return this.interceptors.stream().anyMatch(ActorInterceptor::limitsMailbox);
	}

	@Override
	public boolean isFull(ActorHandle actor) {
		return any(actor, (each) -> each.limitsMailbox() && each.isFull(actor));
	}

	@Override
	public boolean admitsWithoutRoom(ActorHandle actor, Message<?> message) {
		return any(actor, (each) -> each.admitsWithoutRoom(actor, message));
	}

	@Override
	public void discarded(ActorHandle actor, Message<?> message) {
		each(actor, this.interceptors, (each) -> each.discarded(actor, message));
	}

	@Override
	public void ended(ActorHandle actor, ExitReason reason) {
		each(actor, this.interceptors.reversed(), (each) -> each.ended(actor, reason));
	}

	/**
	 * What the first has to say that says anything.
	 */
	private static <T> @Nullable T first(ActorHandle actor, List<ActorInterceptor> interceptors,
			Function<ActorInterceptor, @Nullable T> question) {
		for (ActorInterceptor each : interceptors) {
			try {
				T answer = question.apply(each);
				if (answer != null) {
					return answer;
				}
			}
			catch (Throwable ex) {
				Interception.report(actor.path(), ex);
			}
		}
		return null;
	}

	private boolean any(ActorHandle actor, Predicate<ActorInterceptor> question) {
		return first(actor, this.interceptors, (each) -> question.test(each) ? each : null) != null;
	}

	private static void each(ActorHandle actor, List<ActorInterceptor> interceptors, Consumer<ActorInterceptor> what) {
		first(actor, interceptors, (each) -> {
			what.accept(each);
			return null;
		});
	}

	/**
	 * Tells all of them, the innermost first.
	 * @throws ActorException what the outermost says that has another answer
	 */
	private void answer(ActorHandle actor, Consumer<ActorInterceptor> what) {
		ActorException[] instead = new ActorException[1];
		each(actor, this.interceptors.reversed(), (each) -> {
			try {
				what.accept(each);
			}
			catch (ActorException ex) {
				instead[0] = ex;
			}
		});
		if (instead[0] != null) {
			throw instead[0];
		}
	}

	/**
	 * Asks all of them at once.
	 * @return done when all that they wait for is, and failed if any of that is;
	 * {@code null} if they wait for nothing
	 */
	private @Nullable CompletionStage<?> all(Function<ActorInterceptor, @Nullable CompletionStage<?>> question) {
		List<CompletableFuture<?>> stages = this.interceptors.stream()
			.map((each) -> stage(each, question))
			.filter(Objects::nonNull)
			.<CompletableFuture<?>>map((stage) -> stage)
			.toList();
		if (stages.size() <= 1) {
			return stages.isEmpty() ? null : stages.getFirst();
		}
		return CompletableFuture.allOf(stages.toArray(CompletableFuture[]::new));
	}

	private static @Nullable CompletableFuture<?> stage(ActorInterceptor interceptor,
			Function<ActorInterceptor, @Nullable CompletionStage<?>> question) {
		try {
			CompletionStage<?> stage = question.apply(interceptor);
			return (stage != null) ? stage.toCompletableFuture() : null;
		}
		catch (Throwable ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

}
