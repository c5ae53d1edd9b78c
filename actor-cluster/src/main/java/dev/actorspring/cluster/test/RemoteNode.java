package dev.actorspring.cluster.test;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

import dev.actorspring.ActorException;
import dev.actorspring.Delivery;
import dev.actorspring.Handling;
import dev.actorspring.Message;
import dev.actorspring.cluster.ActorUnreachableException;
import dev.actorspring.spi.Hosting;
import dev.actorspring.spi.OpenRequest;
import dev.actorspring.spi.Placement;
import dev.actorspring.system.ActorSystem;
import org.jspecify.annotations.Nullable;

/**
 * Another node, of a test that has only one: some keyed families live in the system of
 * the test, but messages reach them as if they lived elsewhere, and the test cuts them
 * off. Nothing is written and read on the way. It is cut off until it is connected first.
 * Give it to the {@linkplain dev.actorspring.system.ActorSystemBuilder#placement
 * builder}. Thread-safe.
 */
public final class RemoteNode implements Placement {

	private static final String REMOVED = "its node was removed from the cluster";

	private final List<String> families;

	/** What goes either way while the node is cut off; its own monitor. */
	private final Queue<Transfer> waiting = new ArrayDeque<>();

	private boolean cutOff = true;

	private volatile @Nullable ActorSystem system;

	/**
	 * Creates a node.
	 * @param families the names of the families that live there
	 */
	public RemoteNode(String... families) {
		this.families = List.of(families);
	}

	@Override
	public @Nullable Partitions of(String family) {
		return this.families.contains(family) ? new OnePartition(family) : null;
	}

	/**
	 * Connects the node, for the first time or again: what waits arrives in order.
	 * @param system the system that was built with it
	 */
	public void connect(ActorSystem system) {
		this.system = system;
		for (;;) {
			Transfer next;
			synchronized (this.waiting) {
				next = this.waiting.poll();
				this.cutOff = next != null;
			}
			if (next == null) {
				return;
			}
			next.arrive().run();
		}
	}

	/**
	 * Cuts the node off, as a cable that is pulled does: nobody is told. Messages wait,
	 * as do replies to what it has handled or goes on to handle; who asks gets an
	 * {@link dev.actorspring.AskTimeoutException} when the time is up.
	 */
	public void cutOff() {
		synchronized (this.waiting) {
			this.cutOff = true;
		}
	}

	/**
	 * Removes the node from the cluster: whether it has handled what has no reply yet is
	 * not known. Requests fail with an {@link ActorUnreachableException} that says so,
	 * and messages that wait are dead letters. Its actors are stopped, and begin anew, as
	 * on another node, with the next message to them.
	 */
	public void remove() {
		ActorSystem system = this.system;
		if (system == null) {
			throw new IllegalStateException("The node was never connected");
		}
		cutOff();
		CompletableFuture
			.allOf(this.families.stream()
				.map((family) -> system.hosting().discard(family, 0).toCompletableFuture())
				.toArray(CompletableFuture[]::new))
			.whenComplete((done, failure) -> {
				for (Transfer each : takeAll()) {
					each.lose().run();
				}
				connect(system);
			});
	}

	private List<Transfer> takeAll() {
		synchronized (this.waiting) {
			List<Transfer> all = List.copyOf(this.waiting);
			this.waiting.clear();
			return all;
		}
	}

	private void carry(Transfer transfer) {
		synchronized (this.waiting) {
			if (this.cutOff) {
				this.waiting.add(transfer);
				return;
			}
		}
		transfer.arrive().run();
	}

	@SuppressWarnings("NullAway") // nothing arrives before it is connected
	private Hosting hosting() {
		return this.system.hosting();
	}

	/**
	 * A message or a reply.
	 *
	 * @param arrive has it arrive
	 * @param lose says that it never will
	 */
	private record Transfer(Runnable arrive, Runnable lose) {

	}

	/**
	 * All actors of a family.
	 */
	private final class OnePartition implements Partitions, Home {

		private final String family;

		OnePartition(String family) {
			this.family = family;
		}

		@Override
		public int count() {
			return 1;
		}

		@Override
		public Home home(int partition) {
			return this;
		}

		@Override
		public boolean enter() {
			return false;
		}

		@Override
		public void exit() {
			throw new IllegalStateException("Nobody was let in");
		}

		@Override
		public Delivery tell(String key, Message<?> message, @Nullable Object context) {
			carry(new Transfer(() -> {
				Delivery delivery = hosting().tell(this.family, key, message, context);
				if (!delivery.isAccepted()) {
					hosting().refused(this.family, key, message, delivery);
				}
			}, () -> hosting().lost(this.family, key, message, "whether it was handled is not known: " + REMOVED)));
			return Delivery.ACCEPTED;
		}

		@Override
		public void ask(String key, OpenRequest request) {
			carry(new Transfer(() -> deliver(key, request), () -> lost(key, request)));
		}

		private void deliver(String key, OpenRequest request) {
			if (request.isOver()) {
				return;
			}
			CompletableFuture<?> answer = hosting().ask(this.family, key, request.request(), request.left(),
					request.context());
			answer.whenComplete((reply, failure) -> {
				if (answer.isCancelled()) {
					lost(key, request);
				}
				else {
					carry(new Transfer(() -> answer(request, reply, failure), () -> lost(key, request)));
				}
			});
			request.whenOver(() -> answer.cancel(false));
		}

		private static void answer(OpenRequest request, @Nullable Object reply, @Nullable Throwable failure) {
			switch (failure) {
				case null -> request.reply(reply);
				case ActorException own -> request.fail(own);
				default -> request.decline(failure);
			}
		}

		private void lost(String key, OpenRequest request) {
			if (!request.isOver()) {
				String path = this.family + "/" + key;
				request.fail(new ActorUnreachableException(path,
						path + " cannot answer " + request.request().getClass().getSimpleName()
								+ ". Whether it was handled is not known: " + REMOVED,
						Handling.UNKNOWN));
			}
		}

	}

}
