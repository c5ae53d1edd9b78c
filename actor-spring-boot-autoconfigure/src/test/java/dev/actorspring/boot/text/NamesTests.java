package dev.actorspring.boot.discovery;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class NamesTests {

	@ParameterizedTest
	@CsvSource({ "Ledger,ledger", "CardGateway,card-gateway", "HTTPGateway,http-gateway", "S3Store,s3-store",
			"euLedger,eu-ledger", "Auction2,auction2" })
	void classNamesBecomeKebabCase(String name, String expected) {
		assertThat(Names.kebabCase(name)).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource({ "ledger,ledger", "card-gateway,cardGateway", "s3-store,s3Store" })
	void actorNamesBecomeParameterNames(String name, String expected) {
		assertThat(Names.camelCase(name)).isEqualTo(expected);
	}

}
