package dev.actorspring.otp;

import java.util.List;

/**
 * A script with which our engine and OTP differ.
 *
 * @param script the script
 * @param otp what OTP has shown
 * @param ours what our engine has shown, up to the first difference
 */
record Difference(Script script, List<Observation> otp, List<Observation> ours) {

	/**
	 * The step where they differ.
	 * @return zero for the start
	 */
	int step() {
		return this.ours.size() - 1;
	}

	@Override
	public String toString() {
		StringBuilder text = new StringBuilder();
		text.append("\nSeed ").append(this.script.seed()).append(", difference at step ").append(step());
		text.append("\n  ").append(this.script.tree().term());
		this.script.failures().forEach((failure) -> text.append("\n  before: ").append(failure.term()));
		for (int number = 0; number <= step(); number++) {
			text.append("\n  ").append(number).append(". ").append(this.script.describe(number));
			if (number < step()) {
				text.append("\n       both ").append(this.otp.get(number));
			}
		}
		text.append("\n       OTP  ").append(this.otp.get(step()));
		text.append("\n       ours ").append(this.ours.getLast());
		return text.append("\n").toString();
	}

}
