package dev.actorspring.protocol;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Flow;

import org.jspecify.annotations.Nullable;

/**
 * The types of streams that requests are answered with and handlers return, each in the
 * place of the other.
 */
final class StreamTypes {

	private static final StreamAdapter FLOW = new StreamAdapter() {

		@Override
		public Class<?> type() {
			return Flow.Publisher.class;
		}

		@Override
		public Flow.Publisher<?> toPublisher(Object stream) {
			return (Flow.Publisher<?>) stream;
		}

		@Override
		public Object fromPublisher(Flow.Publisher<?> publisher) {
			return publisher;
		}

	};

	private final List<StreamAdapter> adapters = new ArrayList<>();

	StreamTypes(Collection<StreamAdapter> adapters) {
		this.adapters.add(FLOW);
		this.adapters.addAll(adapters);
	}

	/**
	 * Finds out how a stream becomes a reply.
	 * @param expected the reply type of the request
	 * @param given the type of what the handler returns
	 * @return how, or {@code null} if either is not a stream, or their items differ
	 */
	@Nullable StreamReply match(Type expected, Type given) {
		for (StreamAdapter replied : this.adapters) {
			if (replied.type() == GenericTypes.raw(expected)) {
				for (StreamAdapter returned : this.adapters) {
					if (returned.type().isAssignableFrom(GenericTypes.raw(given))
							&& GenericTypes.agree(GenericTypes.arguments(expected, replied.type()),
									GenericTypes.arguments(given, returned.type()))) {
						return new StreamReply(returned, replied);
					}
				}
			}
		}
		return null;
	}

}
