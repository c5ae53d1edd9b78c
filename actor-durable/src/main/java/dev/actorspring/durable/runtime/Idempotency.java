package dev.actorspring.durable.runtime;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

import dev.actorspring.Message;
import dev.actorspring.durable.IdempotencyKeyReusedException;
import dev.actorspring.durable.KeyRefusedException;
import dev.actorspring.durable.StateRefusedException;
import dev.actorspring.durable.codec.OutcomeType.Stored;
import dev.actorspring.durable.store.StateKey;
import dev.actorspring.durable.store.StateLimits;
import dev.actorspring.durable.store.StoredReply;
import dev.actorspring.spi.ActorHandle;
import dev.actorspring.spi.OpenRequest;
import dev.actorspring.spi.TurnDecision;
import org.jspecify.annotations.Nullable;

/**
 * Has the actors of one class handle each message with an idempotency key once. What was
 * handled before is found in memory, or is looked up together with those that wait behind
 * it, while the actor waits.
 */
final class Idempotency {

	/** As many as one statement looks up. */
	private static final int LOOK_AHEAD = 256;

	private static final Duration LATER = Duration.ofMillis(250);

	private final DurableActors durable;

	private final KeyedRequests requests;

	private final Executor later;

	private final Executor elsewhere;

	Idempotency(DurableActors durable, KeyedRequests requests) {
		this.durable = durable;
		this.requests = requests;
		this.later = durable.background().later(LATER);
		this.elsewhere = durable.background().executor("actor-repeat");
	}

	/**
	 * A message is about to be handled.
	 * @return {@link TurnDecision#HANDLED} if it has no key, or is the first with it
	 */
	TurnDecision beforeTurn(ActorHandle actor, StateSlot<?> slot, Message<?> message, @Nullable OpenRequest request) {
		try {
			Keyed keyed = keyed(slot.key(), message);
			return (keyed != null) ? beforeTurn(new Visit(actor, slot, keyed, request)) : TurnDecision.HANDLED;
		}
		catch (KeyRefusedException ex) {
			StateInterceptor.refuse(actor, message, request, ex);
			return TurnDecision.TAKEN;
		}
		catch (RuntimeException ex) {
			StateInterceptor.refuse(actor, message, request,
					new StateRefusedException(actor.path(), String.valueOf(ex.getMessage()), ex));
			return TurnDecision.TAKEN;
		}
	}

	private @Nullable Keyed keyed(StateKey actor, Message<?> message) {
		KeyedRequest type = this.requests.find(message.getClass());
		String key = (type != null) ? type.key(message) : null;
		return (type != null && key != null) ? new Keyed(type, new StoredReply.Id(actor, key), message) : null;
	}

	private TurnDecision beforeTurn(Visit visit) {
		Keyed keyed = visit.keyed();
		keyed.check(visit.actor().path());
		String key = keyed.key();
		Repeats repeats = visit.slot().repeats();
		Object known = repeats.find(key);
		if (known == null && !repeats.isComplete()) {
			CompletableFuture<StoredReply.@Nullable Content> lookup = repeats.lookup(key);
			if (lookup == null) {
				return new TurnDecision.Later(lookUp(visit));
			}
			if (lookup.isCompletedExceptionally()) {
				lookUp(visit);
				return new TurnDecision.Later(CompletableFuture.runAsync(() -> {
				}, this.later));
			}
			if (!lookup.isDone()) {
				return new TurnDecision.Later(lookup);
			}
			StoredReply.Content found = lookup.resultNow();
			if (found != null) {
				repeats.found(key, found);
			}
			known = found;
		}
		String fingerprint = keyed.type().fingerprint(keyed.message());
		return switch (known) {
			case null -> {
				repeats.begin(new InHand(keyed.type(), key, keyed.message(), fingerprint));
				yield TurnDecision.HANDLED;
			}
			case InHand first when first.fingerprint().equals(fingerprint) -> {
				first.outcome().whenCompleteAsync(visit::answer, this.elsewhere);
				yield TurnDecision.TAKEN;
			}
			case StoredReply.Content content when content.fingerprint().equals(fingerprint) -> {
				CompletionStage<?> held = this.durable.tenures().orWhenHeld(visit.slot(), null);
				if (held == null) {
					visit.answer(content, null);
				}
				else {
					held.whenCompleteAsync((value, failure) -> visit.answer(content, failure), this.elsewhere);
				}
				yield TurnDecision.TAKEN;
			}
			default -> {
				StateInterceptor.refuse(visit.actor(), keyed.message(), visit.request(),
						new IdempotencyKeyReusedException(visit.actor().path(),
								"The idempotency key of this " + keyed.type() + " to " + visit.actor().path()
										+ " was used before, for something else: use another for each message"));
				yield TurnDecision.TAKEN;
			}
		};
	}

	/**
	 * Looks up what a message came to, if it was handled before, and those that wait
	 * behind it.
	 * @return what the message came to
	 */
	private CompletableFuture<?> lookUp(Visit visit) {
		Repeats repeats = visit.slot().repeats();
		Map<String, StoredReply.Id> wanted = new LinkedHashMap<>();
		wanted.put(visit.keyed().key(), visit.keyed().id());
		visit.actor().forEachMessage(LOOK_AHEAD - 1, (waiting) -> {
			Keyed next = keyedOrNull(visit.keyed().id().key(), waiting);
			if (next != null && repeats.find(next.key()) == null && repeats.lookup(next.key()) == null
					&& StateLimits.allows(next.id())) {
				wanted.put(next.key(), next.id());
			}
		});
		List<CompletableFuture<StoredReply.@Nullable Content>> outcomes = this.durable.loader()
			.lookUp(List.copyOf(wanted.values()));
		int index = 0;
		for (String key : wanted.keySet()) {
			repeats.lookUp(key, outcomes.get(index++));
		}
		return outcomes.getFirst();
	}

	private @Nullable Keyed keyedOrNull(StateKey actor, Message<?> message) {
		try {
			return keyed(actor, message);
		}
		catch (RuntimeException ex) {
			// Said when it is its turn.
			return null;
		}
	}

	/**
	 * The message that a turn has handled, if it is the first with its key.
	 * @return {@code null} if it has none
	 */
	@Nullable InHand inHand(StateSlot<?> slot, Message<?> message) {
		Keyed keyed = keyedOrNull(slot.key(), message);
		return (keyed != null) ? slot.repeats().inHand(keyed.key(), message) : null;
	}

	/**
	 * A message with its key.
	 *
	 * @param type its class
	 * @param id where its outcome is stored
	 * @param message the message
	 */
	private record Keyed(KeyedRequest type, StoredReply.Id id, Message<?> message) {

		String key() {
			return this.id.idempotencyKey();
		}

		void check(String path) {
			if (key().isBlank()) {
				throw new KeyRefusedException(path, "The idempotency key is blank: use a UUID, say");
			}
			StateLimits.problem(this.id).ifPresent((problem) -> {
				throw new KeyRefusedException(path, problem);
			});
		}

	}

	/**
	 * A message that an actor is about to handle.
	 *
	 * @param actor the actor
	 * @param slot its state
	 * @param keyed the message
	 * @param request the same as a request, or {@code null} if nobody waits for a reply
	 */
	private record Visit(ActorHandle actor, StateSlot<?> slot, Keyed keyed, @Nullable OpenRequest request) {

		void answer(StoredReply.@Nullable Content content, @Nullable Throwable failure) {
			if (this.request == null) {
				return;
			}
			if (failure != null || content == null) {
				this.request.decline(cause(failure));
				return;
			}
			try {
				switch (this.keyed.type().outcome().decode(this.actor.path(), content.json())) {
					case Stored.Replied(Object reply) -> this.request.reply(reply);
					case Stored.Declined(Throwable answer) -> this.request.decline(answer);
				}
			}
			catch (RuntimeException ex) {
				this.request.decline(ex);
			}
		}

		private static Throwable cause(@Nullable Throwable failure) {
			return (failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause()
					: (failure != null) ? failure : new IllegalStateException("No outcome");
		}

	}

}
