package dev.actorspring.test;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.protocol.ActorProtocol;
import dev.actorspring.spi.ActorInterceptor;
import org.jspecify.annotations.Nullable;

/**
 * Faults that a test puts into actors: crashes, replies that are late or lost, mailboxes
 * that are full, starts that fail. What comes of them is real: restarts, supervision,
 * dead letters, events and meters are those of an actor that fails by itself.
 * <p>
 * {@link TestActors} have {@linkplain TestActors#faults() theirs}. Any other system gets
 * them by
 * {@link dev.actorspring.system.ActorSystemBuilder#interceptors(ActorInterceptor.Factory)
 * interceptors} of its builder, before it is built; with them its actors are a little
 * slower. Those of actors that live on another node have to be put in there. Thread-safe.
 */
public final class Faults implements ActorInterceptor.Factory {

	private final ConcurrentMap<String, List<Fault>> faults = new ConcurrentHashMap<>();

	private final ActorInterceptor interceptor = new FaultInterceptor(this);

	/**
	 * Creates them for a system that is still to be built. There are none at first.
	 */
	public Faults() {
	}

	/**
	 * What can go wrong with an actor.
	 * @param actor the actor; of a keyed one it need not be active
	 * @return to add faults
	 */
	public ActorFaults on(ActorRef<?> actor) {
		return on(actor.path());
	}

	/**
	 * What can go wrong with an actor, which may be still to be started.
	 * @param path its path, as in {@code payments/ledger}; of a keyed one as in
	 * {@code auction/42}
	 * @return to add faults
	 */
	public ActorFaults on(String path) {
		if (path.isEmpty() || path.startsWith("/")) {
			throw new IllegalArgumentException("'" + path + "' is no path of an actor: it begins with a name");
		}
		return new ActorFaults(this, path);
	}

	/**
	 * Ends all faults. What has come of them stays.
	 */
	public void heal() {
		this.faults.keySet().forEach(this::heal);
	}

	void heal(String path) {
		this.faults.getOrDefault(path, List.of()).forEach(Fault::close);
	}

	/**
	 * For the builder of a system.
	 */
	@Override
	public ActorInterceptor create(ActorSpec<?> spec, ActorProtocol protocol) {
		return this.interceptor;
	}

	Fault add(String path, Fault.Kind kind, Class<?> type, @Nullable Object what, int times) {
		Fault fault = new Fault(path, kind, type, what, times, this::remove);
		this.faults.compute(path, (same, present) -> {
			List<Fault> all = (present != null) ? present : new CopyOnWriteArrayList<>();
			all.add(fault);
			return all;
		});
		return fault;
	}

	private void remove(Fault fault) {
		this.faults.computeIfPresent(fault.path(), (same, present) -> {
			present.remove(fault);
			return present.isEmpty() ? null : present;
		});
	}

	boolean isEmpty() {
		return this.faults.isEmpty();
	}

	/**
	 * The faults of an actor.
	 * @return in the order in which they were added
	 */
	List<Fault> of(String path) {
		return this.faults.getOrDefault(path, List.of());
	}

}
