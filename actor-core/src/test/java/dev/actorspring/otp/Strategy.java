package dev.actorspring.otp;

import java.util.Locale;

/**
 * OTP's strategies, under OTP's names.
 */
enum Strategy {

	ONE_FOR_ONE, ONE_FOR_ALL, REST_FOR_ONE, SIMPLE_ONE_FOR_ONE;

	String term() {
		return name().toLowerCase(Locale.ROOT);
	}

}
