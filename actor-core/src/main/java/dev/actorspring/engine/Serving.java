package dev.actorspring.engine;

import org.jspecify.annotations.Nullable;

/**
 * What a thread does for cells.
 */
class Serving {

	/** The cell that it serves now. Read by others. */
	@Nullable CellRunner current;

}
