package dev.actorspring.cluster.routing;

import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

import dev.actorspring.Delivery;
import dev.actorspring.ExitReason;
import dev.actorspring.Message;
import dev.actorspring.spi.Nodes;
import dev.actorspring.spi.OpenRequest;
import dev.actorspring.spi.Placement;
import org.jspecify.annotations.Nullable;

/**
 * Sends the messages for the families that are spread over the nodes by their routes.
 */
public final class RoutedPlacement implements Placement {

	private final Router router;

	private final Predicate<String> families;

	private final boolean serializing;

	/**
	 * Creates the placement.
	 * @param router knows the routes
	 * @param families which are spread over the nodes
	 * @param serializing whether messages are written and read also if their actor lives
	 * here
	 */
	public RoutedPlacement(Router router, Predicate<String> families, boolean serializing) {
		this.router = router;
		this.families = families;
		this.serializing = serializing;
	}

	@Override
	public @Nullable Partitions of(String family) {
		return this.families.test(family) ? new FamilyPartitions(this.router, family, this.serializing) : null;
	}

	@Override
	public Nodes nodes() {
		return this.router.peers();
	}

	/**
	 * The partitions of a family.
	 */
	private static final class FamilyPartitions implements Partitions {

		private final Router router;

		private final String family;

		private final Home[] homes;

		FamilyPartitions(Router router, String family, boolean serializing) {
			this.router = router;
			this.family = family;
			this.homes = new Home[router.partitions()];
			for (int i = 0; i < this.homes.length; i++) {
				Home home = new RoutedHome(router, router.route(i), family);
				this.homes[i] = serializing ? new SerializingHome(home, router, family) : home;
			}
		}

		@Override
		public int count() {
			return this.router.partitions();
		}

		@Override
		public Home home(int partition) {
			return this.homes[partition];
		}

		@Override
		public void watched(String key) {
			this.router.watches().watch(this.family, key);
		}

		@Override
		public void ended(String key, ExitReason reason) {
			this.router.watches().ended(this.family, key, reason);
		}

		@Override
		public boolean isCurrent() {
			return this.router.confirmations().isCurrent();
		}

		@Override
		public CompletableFuture<?> whenCurrent() {
			return this.router.confirmations().whenCurrent();
		}

	}

	/**
	 * The actors of a family that are in one partition.
	 */
	private static final class RoutedHome implements Home {

		private final Router router;

		private final Route route;

		private final Gate gate;

		private final String family;

		RoutedHome(Router router, Route route, String family) {
			this.router = router;
			this.route = route;
			this.gate = route.gate();
			this.family = family;
		}

		@Override
		public boolean isOpen() {
			return this.gate.mode() == Gate.Mode.OPEN;
		}

		@Override
		public boolean enter() {
			return this.gate.enter()
					|| (this.gate.mode() == Gate.Mode.LEAVING && this.router.isInTurn() && this.gate.enterInTurn());
		}

		@Override
		public void exit() {
			this.gate.exit();
		}

		@Override
		public Delivery tell(String key, Message<?> message, @Nullable Object context) {
			return this.route.send(new OutgoingMessage(this.route, this.family, key, this.router.isInTurn(), message,
					context, this.router));
		}

		@Override
		public void ask(String key, OpenRequest request) {
			OutgoingRequest outgoing = new OutgoingRequest(this.route, this.family, key, this.router.isInTurn(),
					request, this.router);
			outgoing.watch();
			this.route.send(outgoing);
		}

	}

}
