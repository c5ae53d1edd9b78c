package dev.actorspring.chaos.app;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import dev.actorspring.KeyedActors;

import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Has threads of this node write to diaries without a pause.
 */
@RestController
class Senders {

	private final KeyedActors<Diary> diaries;

	private final ConcurrentMap<String, Sender> senders = new ConcurrentHashMap<>();

	Senders(KeyedActors<Diary> diaries) {
		this.diaries = diaries;
	}

	/**
	 * Starts one for each of some diaries.
	 */
	@PostMapping("/senders/{name}/{count}")
	void start(@PathVariable String name, @PathVariable int count) {
		List<Sender.Target> targets = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			targets.add(new Sender.Target("diary-" + i, this.diaries.get("diary-" + i)));
		}
		this.senders.put(name, new Sender(name, targets, Duration.ofSeconds(60)));
	}

	/**
	 * Stops one, and waits for the end of what it has asked.
	 * @return how much it has sent to each diary
	 */
	@DeleteMapping("/senders/{name}")
	Mono<Sender.Sent> stop(@PathVariable String name) {
		Sender sender = this.senders.remove(name);
		return (sender != null) ? Mono.fromCallable(sender::stop).subscribeOn(Schedulers.boundedElastic())
				: Mono.empty();
	}

	/**
	 * What has become of them so far.
	 */
	@PostMapping("/senders")
	Map<String, Long> progress() {
		Map<String, Long> progress = new ConcurrentHashMap<>();
		this.senders.forEach((name, sender) -> progress.put(name, sender.answered()));
		return progress;
	}

}
