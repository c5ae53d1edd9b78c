package dev.actorspring.samples.safe;

import java.security.Principal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.actorspring.ActorRef;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.stereotype.Actor;

import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * Keeps the notes. Who asks comes along with each message and is no part of it: nobody
 * can write a name into a body.
 */
@Actor
@RequestMapping("/notes")
class Safe {

	private final Map<String, List<String>> notes = new HashMap<>();

	private final ActorRef<Journal> journal;

	Safe(ActorRef<Journal> journal) {
		this.journal = journal;
	}

	@Receive
	@PostMapping
	int put(Put message, Principal owner) {
		List<String> own = this.notes.computeIfAbsent(owner.getName(), (name) -> new ArrayList<>());
		own.add(message.text());
		this.journal.tell(new Journal.Write("put"));
		return own.size();
	}

	@Receive
	@GetMapping
	List<String> own(Own message, Principal owner) {
		return List.copyOf(this.notes.getOrDefault(owner.getName(), List.of()));
	}

	/**
	 * Decided before the message waits, and again before it is handled.
	 */
	@Receive
	@DeleteMapping("/of/{owner}")
	@PreAuthorize("hasRole('ADMIN') or #message.owner == authentication.name")
	int clear(Clear message) {
		List<String> removed = this.notes.remove(message.owner());
		this.journal.tell(new Journal.Write("clear " + message.owner()));
		return (removed != null) ? removed.size() : 0;
	}

	record Put(String text) implements Request<Safe, Integer> {

	}

	record Own() implements Request<Safe, List<String>> {

	}

	record Clear(String owner) implements Request<Safe, Integer> {

	}

}
