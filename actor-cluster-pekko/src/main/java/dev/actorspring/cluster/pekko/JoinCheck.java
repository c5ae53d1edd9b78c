package dev.actorspring.cluster.pekko;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.typesafe.config.Config;
import org.apache.pekko.cluster.ConfigValidation;
import org.apache.pekko.cluster.JoinConfigCompatChecker;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Lets nodes join only that have as many partitions as the others, speak the same version
 * of the protocol, and agree how long one may be silent. Pekko makes it by its name.
 * <p>
 * Pekko has both sides compare, but does not tell a node why the other side has refused
 * it. So members refuse only who does not say what it has, and a node that joins compares
 * for itself and keeps what it has found, to say what to change.
 */
public final class JoinCheck extends JoinConfigCompatChecker {

	private static final List<String> KEYS = List.of(PekkoConfig.PARTITIONS, PekkoConfig.PROTOCOL,
			PekkoConfig.STABLE_AFTER);

	/** Those who are about to join, by the names in their configurations. */
	private static final Map<String, Attempt> ATTEMPTS = new ConcurrentHashMap<>();

	@Override
	public scala.collection.immutable.Seq<String> requiredKeys() {
		return CollectionConverters.asScala(KEYS).toSeq();
	}

	@Override
	public ConfigValidation check(Config other, Config own) {
		Attempt attempt = ATTEMPTS.get(own.getString(PekkoConfig.ATTEMPT));
		if (attempt == null) {
			return JoinConfigCompatChecker.exists(requiredKeys(), other);
		}
		attempt.others = other;
		return JoinConfigCompatChecker.fullMatch(requiredKeys(), other, own);
	}

	/**
	 * The attempt of a node to join. Over when it is closed.
	 */
	static final class Attempt implements AutoCloseable {

		private final Config own;

		private volatile @Nullable Config others;

		private Attempt(Config own) {
			this.own = own;
		}

		static Attempt begin(Config own) {
			Attempt attempt = new Attempt(own);
			ATTEMPTS.put(own.getString(PekkoConfig.ATTEMPT), attempt);
			return attempt;
		}

		/**
		 * In what the others differ.
		 * @param key what to compare
		 * @return what they have, or {@code null} if it is the same or not known
		 */
		@Nullable String different(String key) {
			Config known = this.others;
			if (known == null) {
				return null;
			}
			String theirs = known.hasPath(key) ? known.getString(key) : "none";
			return theirs.equals(this.own.getString(key)) ? null : theirs;
		}

		@Override
		public void close() {
			ATTEMPTS.remove(this.own.getString(PekkoConfig.ATTEMPT));
		}

	}

}
