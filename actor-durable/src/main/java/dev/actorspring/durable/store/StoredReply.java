package dev.actorspring.durable.store;

/**
 * What a request came to, kept for its repetition.
 *
 * @param id of the request
 * @param outcome as JSON
 */
public record StoredReply(Id id, Content outcome) {

	/**
	 * Which request.
	 *
	 * @param key who was asked
	 * @param idempotencyKey as given by the asker, of at most 200 characters
	 */
	public record Id(StateKey key, String idempotencyKey) {

	}

	/**
	 * What is kept.
	 *
	 * @param fingerprint of what was asked, so that another content is noticed
	 * @param json the outcome
	 */
	public record Content(String fingerprint, String json) {

	}

}
