package dev.actorspring.chaos.app;

import java.util.Map;
import java.util.TreeMap;

import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.durable.Durable;
import dev.actorspring.durable.State;
import dev.actorspring.stereotype.FamilyScope;
import dev.actorspring.stereotype.KeyedActor;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * Knows who has written how much, and whether anything came out of order.
 */
@KeyedActor(value = "diary", scope = FamilyScope.CLUSTER)
@RequestMapping("/diaries/{key}")
class Diary {

	private final Durable<Pages> pages;

	Diary(@State(name = "diary") Durable<Pages> pages) {
		this.pages = pages;
	}

	@Receive
	void note(Note note) {
		write(note.sender(), note.number());
	}

	@Receive
	long ask(AskedNote note) {
		write(note.sender(), note.number());
		return note.number();
	}

	private void write(String sender, long number) {
		Pages now = read(new Read());
		Map<String, Page> all = new TreeMap<>(now.senders());
		all.merge(sender, new Page(number, 1, 0), (before, added) -> new Page(number, before.notes() + 1,
				before.disorder() + ((number > before.last()) ? 0 : 1)));
		this.pages.set(new Pages(all));
	}

	@Receive
	@GetMapping
	Pages read(Read read) {
		return this.pages.orElse(new Pages(Map.of()));
	}

	record Note(String sender, long number) implements Message<Diary> {

	}

	record AskedNote(String sender, long number) implements Request<Diary, Long> {

	}

	record Read() implements Request<Diary, Pages> {

	}

	/**
	 * All of a diary.
	 *
	 * @param senders what each of them has written
	 */
	record Pages(Map<String, Page> senders) {

		Pages {
			senders = Map.copyOf(senders);
		}

	}

	/**
	 * What a sender has written.
	 *
	 * @param last the number of the last note
	 * @param notes how many there were
	 * @param disorder how many of them were not newer than the one before
	 */
	record Page(long last, long notes, long disorder) {

	}

}
