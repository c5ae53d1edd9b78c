package dev.actorspring.protocol;

import java.util.List;

/**
 * What handlers of a system may take and return besides what the engine knows.
 *
 * @param replies asynchronous replies other than
 * {@link java.util.concurrent.CompletionStage}
 * @param streams streams other than {@link java.util.concurrent.Flow.Publisher}
 * @param parameters parameters besides the message and the
 * {@link dev.actorspring.ActorContext}; the first that knows one gives it its values
 * @param languages JVM languages whose methods differ from those of Java
 */
public record HandlerAdapters(List<ReplyAdapter> replies, List<StreamAdapter> streams,
		List<ParameterAdapter> parameters, List<LanguageAdapter> languages) {

	/**
	 * Nothing else.
	 */
	public static final HandlerAdapters NONE = new HandlerAdapters(List.of(), List.of(), List.of(), List.of());

	/**
	 * Copies the lists.
	 */
	public HandlerAdapters {
		replies = List.copyOf(replies);
		streams = List.copyOf(streams);
		parameters = List.copyOf(parameters);
		languages = List.copyOf(languages);
	}

}
