package dev.actorspring.test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.Dispatcher;
import dev.actorspring.KeyedActors;
import dev.actorspring.PoolSpec;
import dev.actorspring.Message;
import dev.actorspring.protocol.ActorProtocol;
import dev.actorspring.spi.ActorHandle;
import dev.actorspring.spi.ActorInterceptor;
import dev.actorspring.spi.OpenRequest;
import dev.actorspring.spi.TurnDecision;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.system.ActorSystemBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A probe in the place of actors of a system that somebody else builds, as Spring does.
 * The actor keeps its name, its place in the tree, and what it understands; but it is
 * never made, and its messages come to the probe. Where there is none, refs lead to the
 * probe all the same.
 * <p>
 * First {@link #replace} is called for each actor of the system, then {@link #apply}
 * once; refs can be had when the system is built, and {@link #attach attached}.
 *
 * @param <A> the actor class, or the interface, that the probe stands for
 */
public final class StandIn<A> {

	/** Never called: no message reaches it. */
	private static final Object NOBODY = new Object();

	private final Probe<A> probe;

	private final String name;

	private final List<ActorSpec<?>> replaced = new ArrayList<>();

	private volatile @Nullable ActorSystem system;

	private volatile @Nullable TestTime time;

	private StandIn(Class<A> type, String name) {
		this.name = name;
		this.probe = new Probe<>(type, this::time, (self) -> new Found());
	}

	/**
	 * Creates a probe that is not in the place of anybody yet.
	 * @param <A> the actor class, or the interface
	 * @param type the class
	 * @param name the name of the actor or family; empty for the only one of the class
	 * @return the stand-in
	 */
	public static <A> StandIn<A> of(Class<A> type, String name) {
		return new StandIn<>(type, name);
	}

	/**
	 * The probe.
	 * @return always the same
	 */
	public Probe<A> probe() {
		return this.probe;
	}

	/**
	 * Whether it takes the place of an actor.
	 * @param actor the name of the actor or family
	 * @param type its class
	 * @return {@code true} if it does
	 */
	public boolean isFor(String actor, Class<?> type) {
		return this.probe.type().isAssignableFrom(type) && (this.name.isEmpty() || this.name.equals(actor));
	}

	/**
	 * Takes the place of an actor, if it is for that.
	 * @param <B> the actor class
	 * @param spec how the actor would be started
	 * @return the same, with incarnations that are nothing; or what was given
	 * @throws IllegalStateException if it is in the place of another one already
	 */
	@SuppressWarnings("unchecked") // nobody looks at what no message reaches
	public <B> ActorSpec<B> replace(ActorSpec<B> spec) {
		if (!isFor(spec.name(), spec.type())) {
			return spec;
		}
		if (!this.replaced.isEmpty() && !this.replaced.getFirst().name().equals(spec.name())) {
			throw new IllegalStateException("The probe for " + this.probe.type().getName()
					+ " could take the place of '" + this.replaced.getFirst().name() + "' and of '" + spec.name()
					+ "': give the name of one of them");
		}
		ActorSpec<B> result = spec.withFactory((context) -> (B) NOBODY).withDispatcher(Dispatcher.VIRTUAL);
		if (spec.pool() != null) {
			// So that the probe gets the messages in the order in which they come.
			result = result.withPool(PoolSpec.of(1));
		}
		this.replaced.add(result);
		return result;
	}

	/**
	 * Has messages come to the probe.
	 * @param builder of the system, after all {@link #replace}
	 * @throws IllegalStateException if it has a name, and no such actor was there
	 */
	public void apply(ActorSystemBuilder builder) {
		if (!this.replaced.isEmpty()) {
			builder.interceptors((spec, protocol) -> interceptor(spec, protocol));
			return;
		}
		if (!this.name.isEmpty()) {
			throw new IllegalStateException(
					"There is no actor '" + this.name + "' that is a " + this.probe.type().getName());
		}
		builder
			.actor(ActorSpec.of(substituteName(), Probe.Substitute.class,
					(context) -> new Probe.Substitute(this.probe, null)))
			.actor(ActorSpec.keyed(substituteName() + "-keyed", Probe.Substitute.class,
					(context) -> new Probe.Substitute(this.probe, context.key())));
	}

	private @Nullable ActorInterceptor interceptor(ActorSpec<?> spec, ActorProtocol protocol) {
		return isFor(spec.name(), spec.type()) ? new Diversion(this.probe, spec.keyed()) : null;
	}

	private String substituteName() {
		return this.probe.type().getSimpleName() + "-probe";
	}

	/**
	 * The system is built.
	 * @param built the system
	 * @param testTime how to wait for it
	 */
	public void attach(ActorSystem built, TestTime testTime) {
		this.system = built;
		this.time = testTime;
	}

	private TestTime time() {
		TestTime present = this.time;
		if (present == null) {
			throw new IllegalStateException("The actors are not there yet");
		}
		return present;
	}

	/**
	 * Refs of those whose place it takes, or of those that are there only for it.
	 */
	private final class Found implements Probe.Addresses<A> {

		@Override
		public ActorRef<A> ref() {
			ActorSpec<?> spec = spec();
			if (spec != null && spec.keyed()) {
				throw new IllegalStateException("'" + spec.name() + "' is a keyed family: use keyed()");
			}
			return (spec != null) ? system().actor(spec.name(), StandIn.this.probe.type()) : doubleRef();
		}

		@Override
		public KeyedActors<A> keyed() {
			ActorSpec<?> spec = spec();
			if (spec != null && !spec.keyed()) {
				throw new IllegalStateException("'" + spec.name() + "' is a single actor: use ref()");
			}
			return (spec != null) ? system().keyed(spec.name(), StandIn.this.probe.type()) : doubleFamily();
		}

		private @Nullable ActorSpec<?> spec() {
			return StandIn.this.replaced.isEmpty() ? null : StandIn.this.replaced.getFirst();
		}

		@SuppressWarnings("unchecked") // a double takes any message
		private ActorRef<A> doubleRef() {
			return (ActorRef<A>) system().actor(substituteName(), Probe.Substitute.class);
		}

		@SuppressWarnings("unchecked") // a double takes any message
		private KeyedActors<A> doubleFamily() {
			return (KeyedActors<A>) system().keyed(substituteName() + "-keyed", Probe.Substitute.class);
		}

		private ActorSystem system() {
			ActorSystem present = StandIn.this.system;
			if (present == null) {
				throw new IllegalStateException("The actors are not there yet");
			}
			return present;
		}

	}

	/**
	 * Takes the messages of an actor.
	 *
	 * @param probe who gets them
	 * @param keyed whether the name of the actor is a key
	 */
	private record Diversion(Probe<?> probe, boolean keyed) implements ActorInterceptor {

		@Override
		public TurnDecision beforeTurn(ActorHandle actor, Message<?> message, @Nullable OpenRequest request) {
			CompletionStage<?> answer = this.probe.received(this.keyed ? actor.name() : null, message);
			if (answer != null && request != null) {
				answer.whenComplete((reply, failure) -> answer(request, reply, failure));
			}
			return TurnDecision.TAKEN;
		}

		private static void answer(OpenRequest request, @Nullable Object reply, @Nullable Throwable failure) {
			if (failure == null) {
				request.reply(reply);
			}
			else {
				request.decline((failure instanceof CompletionException && failure.getCause() != null)
						? failure.getCause() : failure);
			}
		}

	}

}
