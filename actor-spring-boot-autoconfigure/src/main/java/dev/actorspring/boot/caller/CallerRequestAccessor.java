package dev.actorspring.boot.caller;

import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;

/**
 * Lets the request go along with messages, as everything that has an accessor.
 */
final class CallerRequestAccessor implements ThreadLocalAccessor<CallerRequest> {

	static final String KEY = "dev.actorspring.request";

	@Override
	public Object key() {
		return KEY;
	}

	@Override
	public @Nullable CallerRequest getValue() {
		return CallerRequest.current();
	}

	@Override
	public void setValue(CallerRequest value) {
		CallerRequest.set(value);
	}

	@Override
	public void setValue() {
		CallerRequest.set(null);
	}

}
