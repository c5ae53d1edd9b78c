package dev.actorspring.engine;

import java.util.Map;

import dev.actorspring.system.ContextCarrier.Scope;
import org.slf4j.MDC;
import org.slf4j.helpers.NOPMDCAdapter;

/**
 * The MDC of a thread, which no handler may leave to another, whether it is carried with
 * messages or not.
 */
final class LogContext {

	/** Whether the log has an MDC at all. */
	private final boolean present = !(MDC.getMDCAdapter() instanceof NOPMDCAdapter);

	boolean isClear() {
		if (!this.present) {
			return true;
		}
		Map<String, String> entries = MDC.getCopyOfContextMap();
		return entries == null || entries.isEmpty();
	}

	void clear() {
		if (!isClear()) {
			MDC.clear();
		}
	}

	/**
	 * Takes away what is there for a while.
	 * @return puts it back, and takes away what is there then
	 */
	Scope setAside() {
		Map<String, String> before = isClear() ? null : MDC.getCopyOfContextMap();
		if (before == null) {
			return this::clear;
		}
		MDC.clear();
		return () -> MDC.setContextMap(before);
	}

}
