package dev.actorspring.engine;

import java.util.HashMap;
import java.util.Map;

import dev.actorspring.system.ContextCarrier;
import org.jspecify.annotations.Nullable;

/**
 * Two carriers that carry side by side.
 *
 * @param first puts in place what it carries before the other does
 * @param second puts in place what it carries last
 */
record CompositeCarrier(ContextCarrier first, ContextCarrier second) implements ContextCarrier {

	@Override
	public @Nullable Object capture() {
		return both(this.first.capture(), this.second.capture());
	}

	private static @Nullable Object both(@Nullable Object first, @Nullable Object second) {
		return (first != null || second != null) ? new Both(first, second) : null;
	}

	@Override
	public Scope restore(@Nullable Object captured) {
		Both both = (captured != null) ? (Both) captured : new Both(null, null);
		Scope outer = this.first.restore(both.first());
		try {
			Scope inner = this.second.restore(both.second());
			return () -> {
				try {
					inner.close();
				}
				finally {
					outer.close();
				}
			};
		}
		catch (Throwable ex) {
			outer.close();
			throw ex;
		}
	}

	@Override
	public Map<String, String> export(Object captured) {
		Both both = (Both) captured;
		Map<String, String> exported = new HashMap<>();
		if (both.first() != null) {
			exported.putAll(this.first.export(both.first()));
		}
		if (both.second() != null) {
			exported.putAll(this.second.export(both.second()));
		}
		return exported;
	}

	@Override
	public @Nullable Object adopt(Map<String, String> exported) {
		return both(this.first.adopt(exported), this.second.adopt(exported));
	}

	@Override
	public boolean isClear() {
		return this.first.isClear() && this.second.isClear();
	}

	@Override
	public void clear() {
		this.first.clear();
		this.second.clear();
	}

	/**
	 * What both have captured.
	 *
	 * @param first by the first
	 * @param second by the second
	 */
	private record Both(@Nullable Object first, @Nullable Object second) {

	}

}
