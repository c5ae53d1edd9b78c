package dev.actorspring.engine;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.actorspring.engine.stream.StreamOwner;
import dev.actorspring.spi.ActorInterceptor;
import org.jspecify.annotations.Nullable;

/**
 * A cell as the owner of the streams of its incarnation.
 *
 * @param cell the cell
 */
record CellStreamOwner(ActorCell<?> cell) implements StreamOwner {

	@Override
	public String path() {
		return this.cell.path();
	}

	@Override
	public void outsideOfTheTurn(Runnable call) {
		Incarnation<?> current = Engine.current();
		if (current == null || current.cell() != this.cell) {
			call.run();
			return;
		}
		current.lend(true);
		try {
			call.run();
		}
		finally {
			current.lend(false);
		}
	}

	@Override
	public @Nullable CompletableFuture<?> gate() {
		ActorInterceptor interceptor = this.cell.type().interceptor();
		Incarnation<?> current = (interceptor != null) ? Engine.current() : null;
		if (interceptor == null || current == null || current.cell() != this.cell) {
			return null;
		}
		CompletionStage<?> gate = Interception.beforeSend(interceptor, this.cell);
		return (gate != null) ? gate.toCompletableFuture() : null;
	}

	@Override
	public void execute(Runnable task) {
		this.cell.type().engine().virtual(task);
	}

	@Override
	public void complete(Runnable completion) {
		this.cell.type().engine().complete(completion);
	}

}
