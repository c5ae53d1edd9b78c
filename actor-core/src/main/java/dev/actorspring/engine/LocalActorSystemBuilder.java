package dev.actorspring.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.ActorSpec;
import dev.actorspring.TurnLimits;
import dev.actorspring.engine.time.Timer;
import dev.actorspring.protocol.HandlerAdapters;
import dev.actorspring.protocol.LanguageAdapter;
import dev.actorspring.protocol.ParameterAdapter;
import dev.actorspring.protocol.ReplyAdapter;
import dev.actorspring.protocol.StreamAdapter;
import dev.actorspring.spi.ActorInterceptor;
import dev.actorspring.spi.PartitionListener;
import dev.actorspring.spi.Placement;
import dev.actorspring.spi.Scheduler;
import dev.actorspring.supervision.SupervisorSpec;
import dev.actorspring.system.ActorEvent;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.system.ActorSystemBuilder;
import dev.actorspring.system.ContextCarrier;
import dev.actorspring.system.MessageProbe;
import dev.actorspring.system.TimeSource;
import dev.actorspring.system.TopicProbe;
import dev.actorspring.system.TurnObserver;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link LocalActorSystem}. Made by the service loader.
 */
public final class LocalActorSystemBuilder implements ActorSystemBuilder {

	private final List<ActorSpec<?>> actors = new ArrayList<>();

	private final List<SupervisorSpec> supervisors = new ArrayList<>();

	private final List<Supplier<? extends List<ActorEvent.Listener>>> listeners = new ArrayList<>();

	private final List<ReplyAdapter> replies = new ArrayList<>();

	private final List<StreamAdapter> streams = new ArrayList<>();

	private final List<ParameterAdapter> parameters = new ArrayList<>();

	private final List<LanguageAdapter> languages = new ArrayList<>();

	private TurnLimits turnLimits = TurnLimits.NONE;

	private Timeouts timeouts = Timeouts.DEFAULT;

	private TimeSource time = TimeSource.SYSTEM;

	private final List<MessageProbe.Factory> probes = new ArrayList<>();

	private final List<TopicProbe> topicProbes = new ArrayList<>();

	private final List<TurnObserver.Factory> observers = new ArrayList<>();

	private final List<ActorInterceptor.Factory> interceptors = new ArrayList<>();

	private @Nullable Scheduler scheduler;

	private @Nullable Placement placement;

	private final List<PartitionListener> partitions = new ArrayList<>();

	private @Nullable ContextCarrier carrier;

	private Predicate<? super Thread> nonBlocking = (thread) -> false;

	@Override
	public ActorSystemBuilder actor(ActorSpec<?> spec) {
		this.actors.add(spec);
		return this;
	}

	@Override
	public ActorSystemBuilder supervisor(SupervisorSpec spec) {
		this.supervisors.add(spec);
		return this;
	}

	@Override
	public ActorSystemBuilder askTimeout(Duration timeout) {
		if (!timeout.isPositive()) {
			throw new ActorConfigurationException("The ask timeout is " + timeout,
					"Set an ask timeout of more than zero.");
		}
		this.timeouts = new Timeouts(timeout, this.timeouts.start());
		return this;
	}

	@Override
	public ActorSystemBuilder startTimeout(Duration timeout) {
		if (!timeout.isPositive()) {
			throw new ActorConfigurationException("The start timeout is " + timeout,
					"Set a start timeout of more than zero.");
		}
		this.timeouts = new Timeouts(this.timeouts.ask(), timeout);
		return this;
	}

	@Override
	public ActorSystemBuilder turnLimits(TurnLimits limits) {
		this.turnLimits = limits;
		return this;
	}

	@Override
	public ActorSystemBuilder timeSource(TimeSource source) {
		this.time = source;
		return this;
	}

	@Override
	public ActorSystemBuilder probes(MessageProbe.Factory factory) {
		this.probes.add(factory);
		return this;
	}

	@Override
	public ActorSystemBuilder topicProbe(TopicProbe probe) {
		this.topicProbes.add(probe);
		return this;
	}

	@Override
	public ActorSystemBuilder observers(TurnObserver.Factory factory) {
		this.observers.add(factory);
		return this;
	}

	@Override
	public ActorSystemBuilder interceptors(ActorInterceptor.Factory factory) {
		this.interceptors.add(factory);
		return this;
	}

	@Override
	public ActorSystemBuilder scheduler(Scheduler steps) {
		this.scheduler = steps;
		return this;
	}

	@Override
	public ActorSystemBuilder placement(Placement where) {
		this.placement = where;
		return this;
	}

	@Override
	public ActorSystemBuilder partitions(PartitionListener listener) {
		this.partitions.add(listener);
		return this;
	}

	@Override
	public ActorSystemBuilder contextCarrier(ContextCarrier contextCarrier) {
		this.carrier = (this.carrier != null) ? new CompositeCarrier(this.carrier, contextCarrier) : contextCarrier;
		return this;
	}

	@Override
	public ActorSystemBuilder listener(ActorEvent.Listener listener) {
		return listeners(() -> List.of(listener));
	}

	@Override
	public ActorSystemBuilder listeners(Supplier<? extends List<ActorEvent.Listener>> supplier) {
		this.listeners.add(supplier);
		return this;
	}

	@Override
	public ActorSystemBuilder replyAdapter(ReplyAdapter adapter) {
		this.replies.add(adapter);
		return this;
	}

	@Override
	public ActorSystemBuilder streamAdapter(StreamAdapter adapter) {
		this.streams.add(adapter);
		return this;
	}

	@Override
	public ActorSystemBuilder parameterAdapter(ParameterAdapter adapter) {
		this.parameters.add(adapter);
		return this;
	}

	@Override
	public ActorSystemBuilder languageAdapter(LanguageAdapter adapter) {
		this.languages.add(adapter);
		return this;
	}

	@Override
	public ActorSystemBuilder nonBlocking(Predicate<? super Thread> threads) {
		Predicate<? super Thread> others = this.nonBlocking;
		this.nonBlocking = (thread) -> others.test(thread) || threads.test(thread);
		return this;
	}

	@Override
	public ActorSystem build() {
		HandlerAdapters adapters = new HandlerAdapters(this.replies, this.streams, this.parameters, this.languages);
		Contexts contexts = new Contexts(this.carrier);
		Engine engine = new Engine(new Timer(this.time, this.scheduler), new ActorTypes(adapters), this.timeouts,
				this.probes, this.observers, contexts, listeners());
		engine.topicProbes(this.topicProbes);
		engine.interceptors(this.interceptors);
		engine.placement(this.placement);
		engine.scheduler(this.scheduler);
		engine.stuckTurns().usual(this.turnLimits);
		engine.nonBlocking(this.nonBlocking);
		Tree tree = TreeBuilder.build(engine, this.actors, this.supervisors);
		return new LocalActorSystem(engine, tree, new LocalHosting(engine, tree, this.placement, this.partitions));
	}

	private Supplier<List<ActorEvent.Listener>> listeners() {
		List<Supplier<? extends List<ActorEvent.Listener>>> added = List.copyOf(this.listeners);
		return () -> added.stream().<ActorEvent.Listener>flatMap((supplier) -> supplier.get().stream()).toList();
	}

}
