package dev.actorspring.engine;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.actorspring.ActorTerminatedException;
import dev.actorspring.Delivery;
import dev.actorspring.ExitReason;
import dev.actorspring.Handling;
import dev.actorspring.Message;
import dev.actorspring.Request;
import dev.actorspring.engine.time.Timer;
import dev.actorspring.spi.Hosting;
import dev.actorspring.spi.NodeHosting;
import dev.actorspring.spi.PartitionListener;
import dev.actorspring.spi.Placement;
import dev.actorspring.system.ActorEvent.DeadLetter.Reason;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The actors of keyed families that live in this system.
 */
final class LocalHosting implements Hosting {

	private static final Logger log = LoggerFactory.getLogger(LocalHosting.class);

	private final Engine engine;

	private final Tree tree;

	private final NodeHosting node;

	private final @Nullable Placement placement;

	private final List<PartitionListener> listeners;

	private final Contexts contexts;

	LocalHosting(Engine engine, Tree tree, @Nullable Placement placement, List<PartitionListener> listeners) {
		this.engine = engine;
		this.tree = tree;
		this.node = new LocalNodeHosting(engine, tree);
		this.contexts = engine.contexts();
		this.placement = placement;
		this.listeners = List.copyOf(listeners);
	}

	@Override
	public Delivery tell(String family, String key, Message<?> message, @Nullable Object context) {
		Objects.requireNonNull(message, "message");
		LocalRef<?> ref = ref(family, key);
		return (ref == null) ? Delivery.TERMINATED
				: ref.accept((context != null) ? new ContextMessage(message, context) : message);
	}

	@Override
	public <R extends @Nullable Object> CompletableFuture<R> ask(String family, String key, Request<?, R> request,
			Duration left, @Nullable Object context) {
		Objects.requireNonNull(request, "request");
		LocalRef<?> ref = ref(family, key);
		if (ref == null) {
			return CompletableFuture.failedFuture(new ActorTerminatedException(key,
					key + " cannot answer " + request.getClass().getSimpleName() + ": it has terminated",
					Handling.NOT_HANDLED));
		}
		Timer timer = this.engine.timer();
		long now = timer.nanos();
		Ask<R> ask = new Ask<>(ref.type(), request, now, now + Timer.saturatedNanos(left), context);
		PartitionedCells partitioned = family.equals(NODE) ? null : this.tree.family(family).partitioned();
		if (partitioned != null) {
			partitioned.of(key).track(ask);
		}
		ref.accept(ask);
		return ask;
	}

	@Override
	public Map<String, String> exported(@Nullable Object context) {
		return this.contexts.export(context);
	}

	@Override
	public @Nullable Object adopted(Map<String, String> exported) {
		return this.contexts.adopt(exported);
	}

	private @Nullable LocalRef<?> ref(String family, String key) {
		return family.equals(NODE) ? this.tree.present(key) : this.tree.family(family).here(key);
	}

	@Override
	public CompletionStage<Drained> drain(String family, int partition, Duration atMost) {
		return partition(family, partition).drain(atMost);
	}

	@Override
	public CompletionStage<?> discard(String family, int partition) {
		return partition(family, partition).discard();
	}

	@Override
	public void ended(String family, String key, ExitReason reason) {
		this.tree.family(family).endedElsewhere(key, reason);
	}

	@Override
	public boolean isWatched(String family, String key) {
		return this.tree.family(family).isWatched(key);
	}

	@Override
	public void refused(String family, String key, Message<?> message, Delivery delivery) {
		deadLetter(family, key, message, (delivery == Delivery.MAILBOX_FULL) ? Reason.MAILBOX_FULL : Reason.TERMINATED,
				null);
	}

	@Override
	public void lost(String family, String key, Message<?> message, String why) {
		deadLetter(family, key, message, Reason.UNREACHABLE, why);
	}

	private void deadLetter(String family, String key, Message<?> message, Reason reason, @Nullable String why) {
		Supplier<String> text = () -> (why != null) ? reason.text() + ": " + why : reason.text();
		if (family.equals(NODE)) {
			this.engine.types().elsewhere(this.engine, "elsewhere").deadLetter(key, message, reason, text);
			return;
		}
		KeyedFamily<?> found = this.tree.family(family);
		found.type().deadLetter(Parent.join(found.path(), key), message, reason, text);
	}

	@Override
	public NodeHosting node() {
		return this.node;
	}

	@Override
	public @Nullable Placement placement() {
		return this.placement;
	}

	@Override
	public void opened(int partition) {
		forEachListener((listener) -> listener.opened(partition));
		this.tree.opened(partition);
	}

	@Override
	public void closed(int partition) {
		forEachListener((listener) -> listener.closed(partition));
	}

	private void forEachListener(Consumer<PartitionListener> event) {
		for (PartitionListener listener : this.listeners) {
			try {
				event.accept(listener);
			}
			catch (RuntimeException ex) {
				log.error("A listener to partitions failed", ex);
			}
		}
	}

	private Partition partition(String family, int partition) {
		PartitionedCells partitioned = this.tree.family(family).partitioned();
		if (partitioned == null) {
			throw new IllegalArgumentException(
					"The family '" + family + "' has no partitions: all of its actors live here");
		}
		return partitioned.at(partition);
	}

}
