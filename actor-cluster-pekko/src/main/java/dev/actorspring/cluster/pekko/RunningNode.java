package dev.actorspring.cluster.pekko;

import java.net.BindException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.cluster.ClusterEvent;
import dev.actorspring.cluster.ClusterMember;
import dev.actorspring.cluster.ClusterSettings;
import dev.actorspring.cluster.ClusterTls;
import dev.actorspring.cluster.DnsSeeds;
import dev.actorspring.cluster.NodeQueryException;
import dev.actorspring.cluster.routing.Departure;
import dev.actorspring.cluster.routing.Frame;
import dev.actorspring.cluster.routing.NodeId;
import dev.actorspring.cluster.routing.Router;
import dev.actorspring.cluster.wire.WireFormat;
import org.apache.pekko.Done;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.AddressFromURIString;
import org.apache.pekko.actor.BootstrapSetup;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.Props;
import org.apache.pekko.actor.setup.ActorSystemSetup;
import org.apache.pekko.actor.setup.Setup;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.sharding.ClusterSharding;
import org.apache.pekko.cluster.sharding.ClusterShardingSettings;
import org.apache.pekko.cluster.sharding.ShardRegion;
import org.apache.pekko.pattern.Patterns;
import org.apache.pekko.remote.artery.tcp.SSLEngineProviderSetup;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node with its port open: the system of Pekko's, the region that has the partitions,
 * and what repeats and ends what is under way.
 */
final class RunningNode {

	private static final Logger log = LoggerFactory.getLogger(RunningNode.class);

	private static final String REGION = "actorspring-partitions";

	private static final Duration TICK = Duration.ofMillis(100);

	/** How long a node that leaves waits until others have what it has sent. */
	private static final Duration DELIVERY = Duration.ofSeconds(10);

	/** In which others hear that they may go, with some rounds of gossip. */
	private static final Duration NEWS = Duration.ofSeconds(2);

	/** How often a node that leaves looks whether its region is empty. */
	private static final Duration LOOK = Duration.ofMillis(500);

	/** As long as Pekko waits for itself in an orderly shutdown, and some more. */
	private static final Duration TERMINATION = Duration.ofSeconds(20);

	private final ClusterSettings settings;

	private final Router router;

	private final ClusterEvent.Listener listener;

	private final Executor executor;

	private final ActorSystem system;

	private final Cluster cluster;

	private final Membership membership;

	private final ActorRef nodeActor;

	private final ConcurrentMap<NodeId, ActorRef> others = new ConcurrentHashMap<>();

	private final ScheduledExecutorService ticks = Executors
		.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("actor-cluster-ticks").factory());

	/** Knows where partitions live, once the node is a member. */
	private volatile @Nullable ActorRef region;

	/** Only the thread of the ticks. */
	private long askedLast = System.nanoTime() - TimeUnit.DAYS.toNanos(1);

	private final AtomicBoolean leaving = new AtomicBoolean();

	private final AtomicBoolean expelled = new AtomicBoolean();

	private RunningNode(ClusterSettings settings, Router router, ClusterEvent.Listener listener, Executor executor,
			ActorSystem system) {
		this.settings = settings;
		this.router = router;
		this.listener = listener;
		this.executor = executor;
		this.system = system;
		this.cluster = Cluster.get(system);
		this.membership = new Membership(this.cluster, router, listener, this::expelled);
		// With the threads that bring what it gets: it never blocks, and those of
		// another pool would have to be woken up each time.
		this.nodeActor = system.actorOf(Props.create(NodeActor.class, () -> new NodeActor(router, this.membership))
			.withDispatcher("pekko.remote.default-remote-dispatcher"), NodeActor.NAME);
		system.actorOf(Props.create(QueryActor.class, () -> new QueryActor(settings, executor)), QueryActor.NAME);
	}

	/**
	 * Opens the port.
	 * @throws ActorConfigurationException if that is not possible
	 */
	static RunningNode bind(ClusterSettings settings, Router router, ClusterEvent.Listener listener,
			Executor executor) {
		AddressCheck.check(settings);
		ClassLoader classLoader = RunningNode.class.getClassLoader();
		try {
			return new RunningNode(settings, router, listener, executor,
					ActorSystem.create(settings.name(), setup(settings, classLoader)));
		}
		catch (RuntimeException ex) {
			throw explained(settings, ex);
		}
	}

	/**
	 * Says what to change, where that is known.
	 * @param thrown when the node was about to open its port
	 * @return the same, if there is nothing to say
	 */
	static RuntimeException explained(ClusterSettings settings, RuntimeException thrown) {
		for (Throwable each = thrown; each != null; each = each.getCause()) {
			String message = String.valueOf(each.getMessage());
			if (each instanceof BindException || message.contains("Bind")) {
				return new ActorConfigurationException(
						"The node cannot use the port %d of %s: %s".formatted(settings.port(), settings.host(),
								message),
						"Stop what uses it, or give the node another port, or the address of this machine.", thrown);
			}
			if (message.startsWith("You are using version")) {
				return new ActorConfigurationException("Modules of Pekko with several versions are on the class path",
						"Let actor-cluster-pekko bring all of them, or give all the same version. " + message, thrown);
			}
		}
		return thrown;
	}

	private static ActorSystemSetup setup(ClusterSettings settings, ClassLoader classLoader) {
		Setup bootstrap = BootstrapSetup.create(Optional.of(classLoader),
				Optional.of(PekkoConfig.of(settings, classLoader)), Optional.empty());
		ClusterTls tls = settings.tls();
		return (tls != null)
				? ActorSystemSetup.create(bootstrap, SSLEngineProviderSetup.create((system) -> new MutualTls(tls)))
				: ActorSystemSetup.create(bootstrap);
	}

	void join(dev.actorspring.system.ActorSystem actors, WireFormat wire) {
		long deadline = System.nanoTime() + this.settings.joinTimeout().toNanos();
		SeedSearch search = search();
		try (JoinCheck.Attempt attempt = JoinCheck.Attempt.begin(this.system.settings().config())) {
			joinBy(this.settings.seeds());
			if (!await(() -> isMember(search), deadline)) {
				throw notJoined(attempt, String.valueOf((search != null) ? search : this.settings.seeds()));
			}
		}
		NodeId self = Membership.node(this.cluster.selfUniqueAddress());
		this.router.start(actors, self, wire, (to, frame) -> other(to).tell(frame, this.nodeActor), this::locate);
		// Which may be given partitions at once.
		this.region = startRegion(self, List.copyOf(wire.families()));
		this.ticks.scheduleWithFixedDelay(this::tick, 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
		CoordinatedShutdown.get(this.system)
			.addTask(PekkoConfig.GOODBYE, "goodbye", () -> sayGoodbye().thenApply((said) -> Done.getInstance()));
		if (!await(this.router::isResolved, deadline)) {
			throw new ActorConfigurationException(
					"The node has joined, but has not found out within %s where all partitions live"
						.formatted(this.settings.joinTimeout()),
					"Look at the log of the oldest node, or give it more time to join.");
		}
		this.cluster.registerOnMemberRemoved(this::expelled);
	}

	private @Nullable SeedSearch search() {
		DnsSeeds dns = this.settings.dnsSeeds();
		return (dns != null) ? new SeedSearch(dns, this.settings.host(), this.settings.port()) : null;
	}

	private void joinBy(List<String> seeds) {
		if (!seeds.isEmpty()) {
			this.cluster.joinSeedNodes(seeds.stream().map(this::address).toList());
		}
	}

	private boolean isMember(@Nullable SeedSearch search) {
		boolean member = isMember();
		if (!member && search != null) {
			joinBy(search.next(System.nanoTime()));
		}
		return member;
	}

	private Address address(String seed) {
		return AddressFromURIString
			.parse("pekko://" + this.settings.name() + "@" + SeedProbe.withPort(seed, this.settings.port()));
	}

	private boolean await(BooleanSupplier condition, long deadline) {
		while (!condition.getAsBoolean()) {
			if (deadline - System.nanoTime() < 0 || this.system.whenTerminated().isCompleted() || this.expelled.get()
					|| isShuttingDown()) {
				return false;
			}
			try {
				Thread.sleep(20);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				return false;
			}
		}
		return true;
	}

	private boolean isShuttingDown() {
		return CoordinatedShutdown.get(this.system).getShutdownReason().isPresent();
	}

	private ActorConfigurationException notJoined(JoinCheck.Attempt attempt, String seeds) {
		boolean incompatible = CoordinatedShutdown.get(this.system)
			.getShutdownReason()
			.filter(CoordinatedShutdown.incompatibleConfigurationDetectedReason()::equals)
			.isPresent();
		return incompatible ? refused(attempt) : new ActorConfigurationException(
				"The node has not become a member of the cluster '%s' within %s. Its seeds are %s"
					.formatted(this.settings.name(), this.settings.joinTimeout(), seeds),
				"Start the first seed first, and see that this node and the seeds reach each other by these addresses, "
						+ ((this.settings.tls() != null) ? "all with TLS and certificates that the others trust."
								: "all without TLS."));
	}

	private ActorConfigurationException refused(JoinCheck.Attempt attempt) {
		String protocol = attempt.different(PekkoConfig.PROTOCOL);
		String partitions = attempt.different(PekkoConfig.PARTITIONS);
		String refused = "The cluster '%s' has refused this node, which ".formatted(this.settings.name());
		if (protocol != null) {
			return new ActorConfigurationException(
					refused + "speaks version %d of the protocol between nodes: the others speak version %s"
						.formatted(Frame.PROTOCOL, protocol),
					"Give all nodes the same version of this library. To change it, stop all of them first.");
		}
		if (partitions != null) {
			return new ActorConfigurationException(
					refused + "has %d partitions: the others have %s".formatted(this.settings.partitions(), partitions),
					"Give all nodes the same number of partitions. To change it, stop all of them first.");
		}
		String stableAfter = attempt.different(PekkoConfig.STABLE_AFTER);
		if (stableAfter != null) {
			return new ActorConfigurationException(
					refused + "goes on without silent nodes after %dms: the others do so after %s"
						.formatted(this.settings.stableAfter().toMillis(), stableAfter),
					"Give all nodes the same 'actor.cluster.stable-after'. To change it, stop all of them first: "
							+ "a node that is cut off trusts what it knows for as long as it thinks that others wait.");
		}
		return new ActorConfigurationException(
				refused + "is not set up as the others are: the log of its seed says in what they differ",
				"Give all nodes the same version of this library, and of Pekko.");
	}

	private ActorRef startRegion(NodeId self, List<String> families) {
		PartitionActor.Hosts hosts = new PartitionActor.Hosts(new Departure(this.router, this.executor, families), self,
				this.settings.handOffTimeout(), this::tellOthers, this.listener, this.router.probe());
		ClusterSharding sharding = ClusterSharding.get(this.system);
		ClusterShardingSettings shardingSettings = ClusterShardingSettings.create(this.system);
		return sharding.start(REGION, Props.create(PartitionActor.class, () -> new PartitionActor(hosts)),
				shardingSettings, new PartitionActor.Extractor(),
				sharding.defaultShardAllocationStrategy(shardingSettings), PartitionActor.HandOff.INSTANCE);
	}

	/**
	 * A region that ends would keep what it is asked until it has ended: then another
	 * node is asked what it knows.
	 */
	private void locate(int partition) {
		ActorRef own = this.region;
		if (own != null && !this.leaving.get()) {
			own.tell(new Locate(partition), this.nodeActor);
			return;
		}
		List<NodeId> known = this.membership.others();
		if (!known.isEmpty()) {
			NodeId any = known.get(ThreadLocalRandom.current().nextInt(known.size()));
			other(any).tell(new Locate(partition), this.nodeActor);
		}
	}

	private void tellOthers(int partition) {
		this.membership.others().forEach((each) -> other(each).tell(new Arrived(partition), this.nodeActor));
	}

	private ActorRef other(NodeId node) {
		return this.others.computeIfAbsent(node, (unknown) -> resolve(unknown, NodeActor.NAME));
	}

	private ActorRef resolve(NodeId node, String name) {
		return ((ExtendedActorSystem) this.system).provider()
			.resolveActorRef("pekko://" + this.settings.name() + "@" + node.address() + "/user/" + name);
	}

	private void tick() {
		try {
			this.router.tick();
			confirm();
		}
		catch (RuntimeException ex) {
			log.error("What is under way could not be looked at", ex);
		}
	}

	/**
	 * Asks the others whether this node still belongs to them.
	 */
	private void confirm() {
		long now = System.nanoTime();
		if (!this.expelled.get() && now - this.askedLast > this.router.confirmations().interval().toNanos()) {
			this.askedLast = now;
			NodeId self = this.membership.self();
			Set<NodeId> all = this.membership.all();
			Ping ping = new Ping(self.life(), this.router.confirmations().ask(self, all));
			all.forEach((each) -> other(each).tell(ping, this.nodeActor));
		}
	}

	boolean isMember() {
		return !this.leaving.get() && !this.expelled.get()
				&& this.cluster.selfMember().status().equals(MemberStatus.up());
	}

	boolean isInMajority() {
		return this.membership.isInMajority();
	}

	List<ClusterMember> members() {
		return this.membership.members();
	}

	CompletionStage<Optional<byte[]>> query(String address, byte[] question, Duration atMost) {
		NodeId node = this.membership.find(address);
		String problem = null;
		if (!AddressCheck.isTrusted(this.settings)) {
			problem = "Nodes answer each other's questions only on loopback, or with TLS";
		}
		else if (node == null) {
			problem = "There is no member " + address;
		}
		else if (question.length > this.settings.maxMessageSize()) {
			problem = "The question has %d bytes, but at most %d may be sent".formatted(question.length,
					this.settings.maxMessageSize());
		}
		if (node == null || problem != null) {
			return CompletableFuture.failedFuture(new NodeQueryException(String.valueOf(problem)));
		}
		return Patterns.ask(resolve(node, QueryActor.NAME), new Query(question), atMost).handle((answer, failure) -> {
			if (answer instanceof Answer known) {
				return known.get();
			}
			throw new NodeQueryException("The node %s has not answered within %s".formatted(address, atMost));
		});
	}

	private void expelled() {
		if (!this.leaving.get() && this.expelled.compareAndSet(false, true)) {
			this.router.end("this node has been removed from the cluster");
			this.listener.onEvent(new ClusterEvent.Expelled());
		}
	}

	private CompletionStage<?> sayGoodbye() {
		CompletableFuture<Void> said = new CompletableFuture<>();
		this.nodeActor.tell(new NodeActor.Goodbye(said), ActorRef.noSender());
		long deadline = System.nanoTime() + DELIVERY.toNanos();
		return said.thenRunAsync(() -> {
			if (!await(deadline)) {
				log.warn("Not all nodes have confirmed what this node has sent them before it left");
			}
		}, this.executor);
	}

	private boolean await(long deadline) {
		while (!this.router.isDelivered()) {
			if (deadline - System.nanoTime() < 0 || Thread.currentThread().isInterrupted()) {
				return false;
			}
			LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
		}
		return true;
	}

	/**
	 * Leaves in good order, and waits for it. If all nodes leave at once, the oldest one
	 * does not wait until another takes over from it to decide where partitions live:
	 * nobody will, and Pekko would wait for ten seconds.
	 */
	void leave() {
		this.leaving.set(true);
		ActorRef own = this.region;
		if (own != null) {
			own.tell(ShardRegion.gracefulShutdownInstance(), ActorRef.noSender());
			this.ticks.scheduleWithFixedDelay(() -> endIfEmpty(own), 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
		}
		CompletableFuture<?> left = CoordinatedShutdown.get(this.system)
			.runAll(CoordinatedShutdown.clusterLeavingReason())
			.toCompletableFuture();
		this.ticks.scheduleWithFixedDelay(() -> {
			if (this.membership.isDissolved()) {
				left.completeOnTimeout(null, NEWS.toMillis(), TimeUnit.MILLISECONDS);
			}
		}, 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
		left.handle((done, failure) -> null).join();
		terminate();
	}

	/**
	 * Ends the region that leaves as soon as its partitions have left. By itself it would
	 * also wait until it knows a home for each partition that it was asked for, and if
	 * all nodes leave, or the others were lost, there is none.
	 */
	private void endIfEmpty(ActorRef leavingRegion) {
		Patterns.ask(leavingRegion, ShardRegion.getShardRegionStateInstance(), DELIVERY).thenAccept((state) -> {
			if (state instanceof ShardRegion.CurrentShardRegionState now && now.getShards().isEmpty()
					&& now.getFailed().isEmpty()) {
				this.system.stop(leavingRegion);
			}
		});
	}

	/**
	 * Ends without leaving. Whoever waits for that is not to wait for ever: what Pekko
	 * has to do for it may hang, as when a connection is just failing.
	 */
	void terminate() {
		this.leaving.set(true);
		this.ticks.shutdownNow();
		this.system.terminate();
		try {
			this.system.getWhenTerminated().toCompletableFuture().get(TERMINATION.toSeconds(), TimeUnit.SECONDS);
		}
		catch (TimeoutException ex) {
			log.warn(
					"Pekko has not ended within {}: some of its threads, and its port, may be left until this process ends",
					TERMINATION);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (ExecutionException ex) {
			log.warn("Pekko has not ended in good order", ex.getCause());
		}
	}

}
