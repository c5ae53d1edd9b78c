package dev.actorspring.samples.safe;

import java.security.Principal;
import java.util.ArrayList;
import java.util.List;

import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.stereotype.Actor;

import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * Who has done what. It is told by an actor, and knows for whom.
 */
@Actor
class Journal {

	private final List<String> lines = new ArrayList<>();

	@Receive
	void write(Write message, Principal who) {
		this.lines.add(who.getName() + ": " + message.what());
	}

	@Receive
	@GetMapping("/journal")
	@PreAuthorize("hasRole('ADMIN')")
	List<String> read(Read message) {
		return List.copyOf(this.lines);
	}

	record Write(String what) implements Message<Journal> {

	}

	record Read() implements Request<Journal, List<String>> {

	}

}
