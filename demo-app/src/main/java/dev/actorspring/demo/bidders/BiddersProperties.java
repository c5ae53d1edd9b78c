package dev.actorspring.demo.bidders;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * Properties of the simulation.
 *
 * @param bidders How many simulated bidders there are.
 */
@ConfigurationProperties("demo")
public record BiddersProperties(@DefaultValue("0") int bidders) {

	public BiddersProperties {
		Assert.isTrue(bidders >= 0, "'demo.bidders' must not be negative");
	}

}
