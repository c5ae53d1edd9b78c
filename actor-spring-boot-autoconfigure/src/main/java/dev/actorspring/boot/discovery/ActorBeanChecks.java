package dev.actorspring.boot.discovery;

import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Checks, before the actors start, that each of them can be made. Without it a keyed
 * actor that cannot be made would be found by its first caller.
 */
public final class ActorBeanChecks implements SmartInitializingSingleton {

	private final ActorDiscovery discovery;

	/**
	 * Creates the checks.
	 * @param discovery knows the actors
	 */
	public ActorBeanChecks(ActorDiscovery discovery) {
		this.discovery = discovery;
	}

	@Override
	public void afterSingletonsInstantiated() {
		this.discovery.checkBeans();
	}

}
