package dev.actorspring.cluster.pekko;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;

import dev.actorspring.cluster.ClusterSettings;
import dev.actorspring.cluster.NodeQueryHandler;
import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.ActorRef;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the questions of other nodes, on other threads, and few at a time. It answers
 * none unless nodes trust each other.
 */
final class QueryActor extends AbstractActor {

	static final String NAME = "actorspring-queries";

	private static final Logger log = LoggerFactory.getLogger(QueryActor.class);

	private static final int AT_ONCE = 4;

	private final ClusterSettings settings;

	private final Executor executor;

	private final Semaphore free = new Semaphore(AT_ONCE);

	QueryActor(ClusterSettings settings, Executor executor) {
		this.settings = settings;
		this.executor = executor;
	}

	@Override
	public Receive createReceive() {
		return receiveBuilder().match(Query.class, this::answer).build();
	}

	private void answer(Query query) {
		ActorRef asker = sender();
		NodeQueryHandler handler = this.settings.queryHandler();
		if (handler == null || !AddressCheck.isTrusted(this.settings)) {
			asker.tell(Answer.refused("The node answers no questions of others"), self());
		}
		else if (!this.free.tryAcquire()) {
			asker.tell(Answer.refused("The node has too many questions to answer at present"), self());
		}
		else {
			this.executor.execute(() -> {
				try {
					asker.tell(answer(handler, query), ActorRef.noSender());
				}
				finally {
					this.free.release();
				}
			});
		}
	}

	private Answer answer(NodeQueryHandler handler, Query query) {
		try {
			Optional<byte[]> answer = handler.answer(query.question());
			int size = answer.map((bytes) -> bytes.length).orElse(0);
			if (size > this.settings.maxMessageSize()) {
				return Answer.refused("The answer has %d bytes, but at most %d may be sent".formatted(size,
						this.settings.maxMessageSize()));
			}
			return answer.map((bytes) -> new Answer(Answer.Kind.FOUND, bytes))
				.orElseGet(() -> new Answer(Answer.Kind.NOTHING, new byte[0]));
		}
		catch (RuntimeException ex) {
			log.error("A question of another node could not be answered", ex);
			return Answer.refused("The node could not answer: see its log");
		}
	}

}
