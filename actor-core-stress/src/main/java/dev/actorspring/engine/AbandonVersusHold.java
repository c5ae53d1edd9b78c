package dev.actorspring.engine;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;
import org.openjdk.jcstress.infra.results.Z_Result;

/**
 * A thread comes back from user code at the instant in which somebody gives it up.
 */
public final class AbandonVersusHold {

	private AbandonVersusHold() {
	}

	@JCStressTest
	@Outcome(id = { "true, false", "false, true" }, expect = Expect.ACCEPTABLE, desc = "The cell belongs to one.")
	@Outcome(expect = Expect.FORBIDDEN, desc = "It belongs to both, or to nobody.")
	@State
	public static class Abandon {

		private final Incarnation<?> incarnation = Subjects.incarnation();

		@Actor
		public void runner(ZZ_Result result) {
			result.r1 = this.incarnation.hold();
		}

		@Actor
		public void supervisor(ZZ_Result result) {
			result.r2 = this.incarnation.abandon();
		}

	}

	@JCStressTest
	@Outcome(id = { "true, false", "true, true" }, expect = Expect.ACCEPTABLE,
			desc = "Abandoned afterwards, if at all.")
	@Outcome(id = "false, true", expect = Expect.ACCEPTABLE, desc = "Abandoned before.")
	@Outcome(expect = Expect.FORBIDDEN, desc = "It belongs to nobody.")
	@State
	public static class AbandonAndLetGo {

		private final Incarnation<?> incarnation = Subjects.incarnation();

		@Actor
		public void runner(ZZ_Result result) {
			result.r1 = this.incarnation.hold();
			this.incarnation.letGo();
		}

		@Actor
		public void supervisor(ZZ_Result result) {
			result.r2 = this.incarnation.abandon();
		}

	}

	@JCStressTest
	@Outcome(id = "false", expect = Expect.ACCEPTABLE, desc = "The thread is clean for whoever has it next.")
	@Outcome(expect = Expect.FORBIDDEN, desc = "It takes the interrupt along.")
	@State
	public static class InterruptVersusLeave {

		private final Incarnation<?> incarnation = Subjects.incarnation();

		@Actor
		public void runner(Z_Result result) {
			CellRunner runner = new CellRunner(this.incarnation.cell());
			Serving serving = new Serving();
			serving.begin(Thread.currentThread());
			runner.on(serving);
			this.incarnation.runner = runner;
			this.incarnation.hold();
			this.incarnation.leave();
			result.r1 = Thread.interrupted();
		}

		@Actor
		public void supervisor() {
			this.incarnation.interrupt();
		}

	}

	@JCStressTest
	@Outcome(id = "true, true", expect = Expect.ACCEPTABLE, desc = "Neither takes away what the other has written.")
	@Outcome(expect = Expect.FORBIDDEN, desc = "It is not known to be killed, or can no longer be held.")
	@State
	public static class InterruptVersusHold {

		private final Incarnation<?> incarnation = Subjects.incarnation();

		@Actor
		public void runner() {
			this.incarnation.hold();
			this.incarnation.letGo();
		}

		@Actor
		public void supervisor() {
			this.incarnation.interrupt();
		}

		@Arbiter
		public void afterwards(ZZ_Result result) {
			result.r1 = this.incarnation.isKilled();
			result.r2 = this.incarnation.abandon();
		}

	}

}
