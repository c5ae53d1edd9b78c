package dev.actorspring.durable.codec;

import tools.jackson.databind.JsonNode;

/**
 * The form of exceptions of one class. Both ways throw {@link MisfitException}.
 */
interface DeclineForm {

	void write(Output output, Throwable exception);

	Throwable read(JsonNode json);

	/**
	 * Finds the form of an exception: one that can be read in the row, if it can be made
	 * again by a constructor.
	 * @throws UnfitTypeException if there is none
	 */
	static DeclineForm of(Class<?> type) {
		DeclineForm shape = DeclineShape.of(type);
		return (shape != null) ? shape : SerializedDecline.of(type);
	}

}
