package dev.actorspring.test.planted;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.test.TestActors;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A cache keeps what it has read, though it was told meanwhile that it is out of date.
 */
final class StaleCache implements PlantedBug {

	@Override
	public String title() {
		return "a cache keeps what is out of date";
	}

	@Override
	public void play(boolean mended) {
		TestActors actors = TestActors.start(Relay.spec(),
				ActorSpec.of("store", Store.class, (context) -> new Store()));
		ActorRef<Store> store = actors.actor(Store.class);
		ActorRef<Reader> reader = actors.system()
			.spawn(ActorSpec.of("reader", Reader.class, (context) -> new Reader(store)));
		ActorRef<Cache> cache = actors.system()
			.spawn(ActorSpec.of("cache", Cache.class, (context) -> new Cache(context, reader, mended)));
		Relay.later(actors, store, new Write(2, cache));
		actors.ask(cache, new Get());
		actors.awaitQuiet();
		assertThat(actors.ask(cache, new Get())).isEqualTo(2);
	}

	record Read() implements Request<Store, Integer> {

	}

	record Write(int value, ActorRef<Cache> cache) implements Message<Store> {

	}

	static final class Store {

		private int value = 1;

		@Receive
		int read(Read read) {
			return this.value;
		}

		@Receive
		void write(Write write) {
			this.value = write.value();
			write.cache().tell(new Invalidate());
		}

	}

	record Fetch() implements Request<Reader, Integer> {

	}

	static final class Reader {

		private final ActorRef<Store> store;

		Reader(ActorRef<Store> store) {
			this.store = store;
		}

		@Receive
		int fetch(Fetch fetch) {
			return this.store.call(new Read());
		}

	}

	record Get() implements Request<Cache, Integer> {

	}

	record Invalidate() implements Message<Cache> {

	}

	static final class Cache {

		private final ActorContext<Cache> context;

		private final ActorRef<Reader> reader;

		private final boolean mended;

		private @Nullable Integer cached;

		private int invalidations;

		Cache(ActorContext<Cache> context, ActorRef<Reader> reader, boolean mended) {
			this.context = context;
			this.reader = reader;
			this.mended = mended;
		}

		@Receive
		int get(Get get) {
			Integer known = this.cached;
			if (known != null) {
				return known;
			}
			int before = this.invalidations;
			int read = this.context.await(this.reader.ask(new Fetch()));
			if (!this.mended || this.invalidations == before) {
				this.cached = read;
			}
			return read;
		}

		@Receive(interleave = true)
		void invalidate(Invalidate invalidate) {
			this.cached = null;
			this.invalidations++;
		}

	}

}
