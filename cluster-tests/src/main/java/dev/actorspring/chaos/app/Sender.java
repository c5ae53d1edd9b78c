package dev.actorspring.chaos.app;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import dev.actorspring.ActorRef;

/**
 * A thread that writes numbered notes to diaries, in turn to each, without waiting for
 * one to arrive before it sends the next. Every other one is a request.
 */
final class Sender {

	private static final int AT_ONCE = 64;

	private static final long PAUSE = Duration.ofMillis(60).toNanos();

	private final String name;

	private final List<Target> targets;

	private final Duration timeout;

	private final Semaphore room = new Semaphore(AT_ONCE);

	private final AtomicLong answered = new AtomicLong();

	private final AtomicLong failed = new AtomicLong();

	private final Thread thread;

	private volatile boolean stopped;

	private long number;

	Sender(String name, List<Target> targets, Duration timeout) {
		this.name = name;
		this.targets = targets;
		this.timeout = timeout;
		this.thread = Thread.ofPlatform().daemon().name(name).start(this::run);
	}

	private void run() {
		while (!this.stopped) {
			this.number++;
			for (Target each : this.targets) {
				send(each.diary());
			}
			LockSupport.parkNanos(PAUSE);
		}
	}

	private void send(ActorRef<Diary> diary) {
		if (this.number % 2 == 1) {
			diary.tell(new Diary.Note(this.name, this.number));
			return;
		}
		this.room.acquireUninterruptibly();
		CompletableFuture<Long> answer = diary.ask(new Diary.AskedNote(this.name, this.number), this.timeout);
		var unused = answer.whenComplete((reply, failure) -> {
			((failure == null) ? this.answered : this.failed).incrementAndGet();
			this.room.release();
		});
	}

	long answered() {
		return this.answered.get();
	}

	Sent stop() throws InterruptedException {
		this.stopped = true;
		this.thread.join();
		this.room.acquire(AT_ONCE);
		// Behind all that it has told.
		Map<String, Long> sent = new TreeMap<>();
		for (Target each : this.targets) {
			each.diary().call(new Diary.AskedNote(this.name, this.number + 1), this.timeout);
			sent.put(each.key(), this.number + 1);
		}
		return new Sent(sent, this.failed.get());
	}

	/**
	 * To whom it writes.
	 *
	 * @param key of the diary
	 * @param diary the diary
	 */
	record Target(String key, ActorRef<Diary> diary) {

	}

	/**
	 * What it has sent.
	 *
	 * @param notes how many to each diary, by key
	 * @param failed how many of the requests have failed
	 */
	record Sent(Map<String, Long> notes, long failed) {

	}

}
