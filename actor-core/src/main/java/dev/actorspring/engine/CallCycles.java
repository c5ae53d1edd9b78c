package dev.actorspring.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import dev.actorspring.CallCycleException;
import dev.actorspring.engine.log.RepeatLog;
import org.jspecify.annotations.Nullable;

/**
 * Finds actors that wait for each other in a circle. Each says what it waits for before
 * it looks, so of two that close a circle at the same moment at least one sees it.
 */
final class CallCycles {

	private static final int LONGEST_CHAIN = 10_000;

	private CallCycles() {
	}

	/**
	 * Whether an actor cannot answer a request while it waits itself.
	 * @param ask the request
	 * @return {@code false} if its handler is interleaved
	 */
	static boolean blocks(Ask<?> ask) {
		Ask<?> last = answering(ask);
		ActorCell<?> target = last.target();
		return target != null && !target.type().isInterleaved(last.request());
	}

	/**
	 * What is to be answered for a request to be.
	 * @return the request itself, or what it was forwarded as
	 */
	private static Ask<?> answering(Ask<?> ask) {
		Ask<?> last = ask;
		for (Ask<?> next = last.forwarded(); next != null; next = next.forwarded()) {
			last = next;
		}
		return last;
	}

	/**
	 * Fails if the actor asked waits, in the end, for the one that asks.
	 * @param ask the request that {@code caller} already says it waits for
	 * @param caller who is about to wait
	 * @throws CallCycleException showing the chain
	 */
	static void check(Ask<?> ask, ActorCell<?> caller) {
		// Noted on the way: another one of the circle may find it too, and be gone soon.
		List<Ask<?>> chain = new ArrayList<>();
		Ask<?> step = ask;
		while (step != null && chain.size() < LONGEST_CHAIN) {
			chain.add(step);
			Ask<?> forwarded = step.forwarded();
			if (forwarded == null && step.target() == caller) {
				throw cycle(chain, caller);
			}
			step = (forwarded != null) ? forwarded : waitingFor(step.target());
		}
	}

	/**
	 * Fails a request if the actor that it was forwarded to waits, in the end, for the
	 * reply to the first.
	 * @param first the request that was forwarded, as is known already
	 * @param next what it was forwarded as
	 */
	static void checkForwarded(Ask<?> first, Ask<?> next) {
		List<Ask<?>> chain = new ArrayList<>();
		Ask<?> step = next;
		while (step != null && chain.size() < LONGEST_CHAIN) {
			chain.add(step);
			ActorCell<?> by = first.target();
			if (step == first && by != null) {
				next.declinedElsewhere(cycle(chain, by));
				return;
			}
			Ask<?> forwarded = step.forwarded();
			step = (forwarded != null) ? forwarded : blocks(step) ? waitingFor(step.target()) : null;
		}
	}

	private static CallCycleException cycle(List<Ask<?>> chain, ActorCell<?> caller) {
		Ask<?> ask = chain.getFirst();
		ActorCell<?> asked = Objects.requireNonNull(ask.target());
		String text = "This call would wait for itself: " + describe(chain, caller) + "; " + asked.path() + ": "
				+ CellSnapshots.doing(asked, ask);
		asked.type()
			.engine()
			.repeats()
			.write(new RepeatLog.Subject("call cycle", null, asked.type().name(), ask.request().getClass()),
					() -> text);
		return new CallCycleException(caller.path(), text);
	}

	private static String describe(List<Ask<?>> chain, ActorCell<?> caller) {
		StringBuilder text = new StringBuilder(caller.path());
		for (Ask<?> step : chain) {
			ActorCell<?> target = step.target();
			text.append(" -> ")
				.append((target != null) ? target.path() : "?")
				.append(" (")
				.append(step.request().getClass().getSimpleName())
				.append(')');
		}
		return text.toString();
	}

	private static @Nullable Ask<?> waitingFor(@Nullable ActorCell<?> cell) {
		Incarnation<?> incarnation = (cell != null) ? cell.incarnation() : null;
		Suspension suspension = (incarnation != null) ? incarnation.suspension() : null;
		Ask<?> ask = (suspension != null) ? suspension.request() : null;
		return (ask != null && !ask.isDone() && blocks(ask)) ? ask : null;
	}

}
