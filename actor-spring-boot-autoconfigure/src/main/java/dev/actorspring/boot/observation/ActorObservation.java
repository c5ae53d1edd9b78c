package dev.actorspring.boot.observation;

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.docs.ObservationDocumentation;

/**
 * The observations of actors.
 */
public enum ActorObservation implements ObservationDocumentation {

	/**
	 * An actor handles a message: from before its handler is called until after that has
	 * returned. Time in the mailbox is no part of it; nor is the time until the reply is
	 * there, if the handler returns before that.
	 */
	RECEIVE {

		@Override
		public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
			return DefaultActorObservationConvention.class;
		}

		@Override
		public KeyName[] getLowCardinalityKeyNames() {
			return LowCardinalityKeyNames.values();
		}

		@Override
		public KeyName[] getHighCardinalityKeyNames() {
			return HighCardinalityKeyNames.values();
		}

	};

	/**
	 * Keys with few values, which also meters have.
	 */
	public enum LowCardinalityKeyNames implements KeyName {

		/**
		 * The name of the actor or keyed family.
		 */
		ACTOR {

			@Override
			public String asString() {
				return "actor";
			}

		},

		/**
		 * The simple name of the message's class.
		 */
		MESSAGE {

			@Override
			public String asString() {
				return "message";
			}

		},

		/**
		 * How it ended: {@code success}, {@code declined} or {@code crashed}; and
		 * {@code unknown} until then.
		 */
		OUTCOME {

			@Override
			public String asString() {
				return "outcome";
			}

		}

	}

	/**
	 * Keys with many values, which only traces have.
	 */
	public enum HighCardinalityKeyNames implements KeyName {

		/**
		 * The path of the actor, with the key of a keyed one.
		 */
		PATH {

			@Override
			public String asString() {
				return "actor.path";
			}

		}

	}

}
