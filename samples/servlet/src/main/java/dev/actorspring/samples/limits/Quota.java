package dev.actorspring.samples.limits;

import java.time.Duration;

import dev.actorspring.ActorContext;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.stereotype.KeyedActor;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;

/**
 * What one client has left. There is one for each client that has come lately, and none
 * of them needs a lock.
 */
@KeyedActor("quota")
@RequestMapping("/quotas/{key}")
class Quota {

	static final int MOST = 3;

	private static final Duration WINDOW = Duration.ofMinutes(1);

	private final ActorContext<Quota> context;

	private int left = MOST;

	Quota(ActorContext<Quota> context) {
		this.context = context;
	}

	/**
	 * By a controller.
	 */
	@Receive
	int take(Take message) throws Exhausted {
		if (this.left == 0) {
			throw new Exhausted();
		}
		if (this.left == MOST) {
			this.context.schedule(WINDOW, new Refill());
		}
		return --this.left;
	}

	@Receive
	void refill(Refill message) {
		this.left = MOST;
	}

	/**
	 * By HTTP.
	 */
	@Receive
	@GetMapping
	Left left(Look message) {
		return new Left(this.left, MOST);
	}

	record Take() implements Request<Quota, Integer> {

	}

	record Look() implements Request<Quota, Left> {

	}

	record Refill() implements Message<Quota> {

	}

	record Left(int left, int of) {

	}

	/**
	 * Answered with its status also where a controller lets it pass.
	 */
	@ResponseStatus(HttpStatus.TOO_MANY_REQUESTS)
	static class Exhausted extends Exception {

		private static final long serialVersionUID = 1L;

		Exhausted() {
			super("That was enough for this minute");
		}

	}

}
