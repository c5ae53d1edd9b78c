package dev.actorspring.chaos;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import dev.actorspring.chaos.AccountModel.Answer;
import dev.actorspring.chaos.AccountModel.Command;

import static org.awaitility.Awaitility.await;

/**
 * Clients that pay in and out through all nodes that get requests, each with one request
 * at a time, and note what they were answered. What was not answered they repeat with the
 * same idempotency key, or leave it at that.
 */
final class Load implements AutoCloseable {

	private static final int CLIENTS = 32;

	private static final int ACCOUNTS = 64;

	/** After so many requests an account has been used enough. */
	private static final int REQUESTS = 25;

	/** More than that takes a while. */
	private static final int LARGE = 100;

	private static final Duration PAUSE = Duration.ofMillis(100);

	/** How long a request may wait for its reply; it says so. */
	private static final Duration WAIT = Duration.ofSeconds(60);

	/** For the way of an answer that says that there is none, on a busy machine. */
	private static final Duration WAY = Duration.ofSeconds(10);

	/** What is said of a request that its actor has not seen. */
	private static final Set<String> NOT_HANDLED = Set.of("unreachable", "terminated");

	private final Cluster cluster;

	private final String name;

	private final AtomicLong clock = new AtomicLong();

	private final AtomicInteger turn = new AtomicInteger();

	private final List<AtomicInteger> requests = IntStream.range(0, ACCOUNTS)
		.mapToObj((i) -> new AtomicInteger())
		.toList();

	private final Queue<Call> calls = new ConcurrentLinkedQueue<>();

	private final AtomicInteger asked = new AtomicInteger();

	private final AtomicInteger replies = new AtomicInteger();

	/** By what was said. */
	private final ConcurrentMap<String, AtomicInteger> failures = new ConcurrentHashMap<>();

	/** What must not be. It is kept for the thread of the test. */
	private final Queue<String> wrong = new ConcurrentLinkedQueue<>();

	private final AtomicReference<Attempt> longest = new AtomicReference<>(Attempt.NONE);

	private final List<Thread> clients = new ArrayList<>();

	private volatile boolean over;

	/**
	 * Starts clients.
	 * @param name with which their accounts begin
	 */
	Load(Cluster cluster, String name) {
		this.cluster = cluster;
		this.name = name;
		for (int i = 0; i < CLIENTS; i++) {
			String client = name + "-" + i + "-";
			this.clients.add(Thread.ofVirtual().start(() -> run(client)));
		}
	}

	private void run(String client) {
		try {
			for (int i = 0; !this.over; i++) {
				ask(client + i);
				// The machine has others to serve.
				Thread.sleep(PAUSE);
			}
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
		catch (RuntimeException ex) {
			this.wrong.add("A client has failed: " + ex);
		}
	}

	private void ask(String id) throws InterruptedException {
		ThreadLocalRandom random = ThreadLocalRandom.current();
		int account = random.nextInt(ACCOUNTS);
		int before = this.requests.get(account).getAndIncrement();
		String key = this.name + "-" + account + "-" + before / REQUESTS;
		Call call = new Call(id, key, command(random), this.clock.incrementAndGet());
		this.calls.add(call);
		boolean patient = random.nextInt(4) > 0;
		do {
			attempt(call);
		}
		while (call.answer() == null && patient && !this.over);
	}

	private static Command command(ThreadLocalRandom random) {
		int amount = 1 + random.nextInt(5);
		return switch (random.nextInt(20)) {
			case 0 -> new Command.Deposit(LARGE + amount);
			case 1, 2, 3, 4 -> new Command.Withdraw(amount * 20);
			case 5, 6, 7, 8, 9 -> new Command.Look();
			default -> new Command.Deposit(amount);
		};
	}

	private void attempt(Call call) throws InterruptedException {
		List<Integer> serving = this.cluster.serving();
		if (serving.isEmpty()) {
			Thread.sleep(PAUSE);
			return;
		}
		int place = serving.get(Math.floorMod(this.turn.getAndIncrement(), serving.size()));
		this.asked.incrementAndGet();
		long begun = System.nanoTime();
		try {
			HttpResponse<String> response = this.cluster.send(request(place, call));
			took(begun, place, call, String.valueOf(response.statusCode()));
			take(call, response);
		}
		catch (ConnectException | HttpConnectTimeoutException ex) {
			took(begun, place, call, "no connection");
			failed("no connection");
		}
		catch (IOException ex) {
			took(begun, place, call, "connection lost");
			call.unknown();
			failed("connection lost");
		}
	}

	/**
	 * Notes how long an attempt took, which may be no longer than it has asked for.
	 */
	private void took(long begun, int place, Call call, String end) {
		Attempt attempt = new Attempt(Duration.ofNanos(System.nanoTime() - begun), call.key(), place, end);
		this.longest.accumulateAndGet(attempt, Attempt::longer);
		if (attempt.took().compareTo(WAIT.plus(WAY)) > 0) {
			this.wrong.add("It was to wait for " + WAIT + ": " + attempt);
		}
	}

	private HttpRequest request(int place, Call call) {
		String path = "/accounts/" + call.key();
		return switch (call.command()) {
			case Command.Look look -> request(place, path).GET().build();
			case Command.Deposit deposit -> change(place, path + "/deposits", call.id(), deposit.amount());
			case Command.Withdraw withdraw -> change(place, path + "/withdrawals", call.id(), withdraw.amount());
		};
	}

	private HttpRequest change(int place, String path, String id, int amount) {
		return request(place, path).header("Content-Type", "application/json")
			.header("Idempotency-Key", id)
			.POST(BodyPublishers.ofString("{\"amount\": " + amount + "}"))
			.build();
	}

	private HttpRequest.Builder request(int place, String path) {
		return this.cluster.request(place, path).header("Prefer", "wait=" + WAIT.toSeconds());
	}

	private void take(Call call, HttpResponse<String> response) throws InterruptedException {
		switch (response.statusCode()) {
			case 200 -> {
				call.answered(balance(response), this.clock.incrementAndGet());
				this.replies.incrementAndGet();
			}
			case 409 -> {
				call.answered(new Answer.Declined(), this.clock.incrementAndGet());
				this.replies.incrementAndGet();
			}
			case 503 -> {
				String problem = problem(response);
				if (!NOT_HANDLED.contains(problem)) {
					call.notApplied();
				}
				failed(problem);
			}
			case 504 -> {
				call.unknown();
				failed(problem(response));
			}
			default -> {
				call.unknown();
				failed("unexpected");
				this.wrong.add(call + ": " + response.statusCode() + " " + response.body());
			}
		}
	}

	private static Answer.Balance balance(HttpResponse<String> response) {
		return new Answer.Balance(Cluster.json(response).path("balance").asLong());
	}

	private static String problem(HttpResponse<String> response) {
		return Cluster.json(response.body()).path("type").asString("").replace("urn:actor-spring:problem:", "");
	}

	private void failed(String why) throws InterruptedException {
		this.failures.computeIfAbsent(why, (unknown) -> new AtomicInteger()).incrementAndGet();
		Thread.sleep(PAUSE);
	}

	/**
	 * Waits until more were answered.
	 */
	void awaitMore(int count) {
		int before = this.replies.get();
		await().atMost(Cluster.LONG).until(() -> !this.wrong.isEmpty() || this.replies.get() - before >= count);
	}

	/**
	 * Has no client ask anything new, and waits for all.
	 */
	void stop() throws InterruptedException {
		this.over = true;
		for (Thread each : this.clients) {
			each.join();
		}
	}

	/**
	 * Says which attempt of all that have ended since the last time took longest.
	 */
	Attempt longest() {
		return this.longest.getAndSet(Attempt.NONE);
	}

	long tick() {
		return this.clock.incrementAndGet();
	}

	List<Call> calls() {
		return List.copyOf(this.calls);
	}

	int asked() {
		return this.asked.get();
	}

	int replies() {
		return this.replies.get();
	}

	Map<String, Integer> failures() {
		Map<String, Integer> all = new TreeMap<>();
		this.failures.forEach((why, count) -> all.put(why, count.get()));
		return all;
	}

	List<String> wrong() {
		return List.copyOf(this.wrong);
	}

	@Override
	public void close() throws InterruptedException {
		stop();
	}

	/**
	 * One request and its end, as a client sees it.
	 */
	record Attempt(Duration took, String key, int place, String end) {

		static final Attempt NONE = new Attempt(Duration.ZERO, "none", -1, "none");

		Attempt longer(Attempt other) {
			return (this.took.compareTo(other.took) >= 0) ? this : other;
		}

		@Override
		public String toString() {
			return "%d ms for %s by node %d: %s".formatted(this.took.toMillis(), this.key, this.place, this.end);
		}

	}

}
