package dev.actorspring.boot.text;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class NamesTests {

	@ParameterizedTest
	@CsvSource({ "Ledger,ledger", "CardGateway,card-gateway", "HTTPGateway,http-gateway", "S3Store,s3-store",
			"euLedger,eu-ledger", "Auction2,auction2", "GetHTTPStatus,get-http-status", "Post2Ledger,post2-ledger" })
	void classNamesBecomeKebabCase(String name, String expected) {
		assertThat(Names.kebabCase(name)).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource({ "ledger,ledger", "card-gateway,cardGateway", "s3-store,s3Store" })
	void actorNamesBecomeParameterNames(String name, String expected) {
		assertThat(Names.camelCase(name)).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource({ "card-gateway,cardGateway", "card.gateway 2,cardGateway2", "Ledger,ledger" })
	void namesBecomeIdentifiers(String name, String expected) {
		assertThat(Names.identifier(name)).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource({ "java.lang.IllegalStateException,Illegal state", "java.lang.Exception,Exception", "java.net.URL,Url",
			"java.lang.StackOverflowError,Stack overflow error" })
	void classesBecomePhrases(Class<?> type, String expected) {
		assertThat(Names.phrase(type)).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource({ "BACKOFF,backoff", "NEW_KEY,new-key" })
	void constantsBecomeLabels(Constant constant, String expected) {
		assertThat(Names.label(constant)).isEqualTo(expected);
	}

	private enum Constant {

		BACKOFF, NEW_KEY

	}

}
