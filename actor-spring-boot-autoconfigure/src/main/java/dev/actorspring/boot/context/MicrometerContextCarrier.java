package dev.actorspring.boot.context;

import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

import dev.actorspring.system.ContextCarrier;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import io.micrometer.context.ThreadLocalAccessor;
import io.micrometer.context.integration.Slf4jThreadLocalAccessor;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Carries all that a registry has accessors for; and the MDC, for which Micrometer
 * registers none by itself. If somebody else has registered one, possibly for some of its
 * entries only, that is what counts.
 */
final class MicrometerContextCarrier implements ContextCarrier {

	private static final Captured NOTHING = new Captured(null, null);

	/**
	 * How many values may lie on each other.
	 */
	private static final int DEEPEST = 100;

	private final ContextRegistry registry;

	private final ContextSnapshotFactory snapshots;

	private final List<ClusterContext> acrossNodes;

	MicrometerContextCarrier(ContextRegistry registry, List<ClusterContext> acrossNodes) {
		this.registry = registry;
		this.acrossNodes = List.copyOf(acrossNodes);
		this.snapshots = ContextSnapshotFactory.builder().contextRegistry(registry).clearMissing(true).build();
	}

	@Override
	public @Nullable Object capture() {
		// Most often nothing is there, and finding that out must allocate nothing.
		ContextSnapshot snapshot = hasValue() ? this.snapshots.captureAll() : null;
		Map<String, String> mdc = isMdcRegistered() ? null : MDC.getCopyOfContextMap();
		boolean hasMdc = mdc != null && !mdc.isEmpty();
		return (snapshot != null || hasMdc) ? new Captured(snapshot, hasMdc ? mdc : null) : null;
	}

	private boolean hasValue() {
		for (ThreadLocalAccessor<?> accessor : this.registry.getThreadLocalAccessors()) {
			if (accessor.getValue() != null) {
				return true;
			}
		}
		return false;
	}

	private boolean isMdcRegistered() {
		for (ThreadLocalAccessor<?> accessor : this.registry.getThreadLocalAccessors()) {
			if (accessor.key().equals(Slf4jThreadLocalAccessor.KEY)) {
				return true;
			}
		}
		return false;
	}

	@Override
	public Scope restore(@Nullable Object captured) {
		Captured context = (captured != null) ? (Captured) captured : NOTHING;
		ContextSnapshot snapshot = (context.snapshot() != null) ? context.snapshot() : this.snapshots.captureFrom();
		if (isMdcRegistered()) {
			return snapshot.setThreadLocals()::close;
		}
		// The MDC first, and back last: a tracer that is in the snapshot writes to it.
		Map<String, String> before = MDC.getCopyOfContextMap();
		setMdc(context.mdc());
		ContextSnapshot.Scope scope;
		try {
			scope = snapshot.setThreadLocals();
		}
		catch (RuntimeException | Error ex) {
			setMdc(before);
			throw ex;
		}
		return () -> close(scope, before);
	}

	@Override
	public Map<String, String> export(Object captured) {
		Map<String, String> texts = new HashMap<>();
		if (!this.acrossNodes.isEmpty()) {
			try (Scope scope = restore(captured)) {
				this.acrossNodes.forEach((each) -> each.write(texts));
			}
		}
		return texts;
	}

	@Override
	public @Nullable Object adopt(Map<String, String> exported) {
		// Of the thread that it happens to run on, nothing is to be captured.
		try (Scope nothing = restore(null)) {
			return adopt(exported, this.acrossNodes.iterator());
		}
	}

	private @Nullable Object adopt(Map<String, String> exported, Iterator<ClusterContext> left) {
		if (!left.hasNext()) {
			return capture();
		}
		try (ClusterContext.Scope scope = left.next().open(exported)) {
			return adopt(exported, left);
		}
	}

	@Override
	public boolean isClear() {
		if (hasValue()) {
			return false;
		}
		Map<String, String> mdc = MDC.getCopyOfContextMap();
		return mdc == null || mdc.isEmpty();
	}

	@Override
	public void clear() {
		for (ThreadLocalAccessor<?> accessor : this.registry.getThreadLocalAccessors()) {
			// A value such as the scope of an observation lies on those before it. To set
			// none, as a restored snapshot does, would be one more on top of them.
			for (int i = 0; i < DEEPEST && accessor.getValue() != null; i++) {
				accessor.restore();
			}
		}
		MDC.clear();
	}

	private static void close(ContextSnapshot.Scope scope, @Nullable Map<String, String> before) {
		try {
			scope.close();
		}
		finally {
			setMdc(before);
		}
	}

	private static void setMdc(@Nullable Map<String, String> mdc) {
		if (mdc != null) {
			MDC.setContextMap(mdc);
		}
		else {
			MDC.clear();
		}
	}

	/**
	 * What was captured.
	 *
	 * @param snapshot what the registry has accessors for
	 * @param mdc the MDC, if the registry has no accessor for it
	 */
	private record Captured(@Nullable ContextSnapshot snapshot, @Nullable Map<String, String> mdc) {

	}

}
