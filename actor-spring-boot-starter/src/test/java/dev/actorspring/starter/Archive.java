package dev.actorspring.starter;

import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.stereotype.Actor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Is told only.
 */
@Actor("archive")
class Archive {

	private static final Logger log = LoggerFactory.getLogger(Archive.class);

	@Receive
	void note(Note note) {
		log.info("Noted {}", note.amount());
	}

	record Note(long amount) implements Message<Archive> {

	}

}
