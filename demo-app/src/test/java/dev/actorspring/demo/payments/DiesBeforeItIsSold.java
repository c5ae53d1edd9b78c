package dev.actorspring.demo.payments;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;

import dev.actorspring.demo.AuctionHouseApplication;
import dev.actorspring.durable.store.StateStore;
import dev.actorspring.durable.store.StateWrite;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.SpringApplication;

/**
 * An auction house that dies when it is about to write that something is sold: then the
 * payment is in the ledger already.
 */
class DiesBeforeItIsSold implements BeanPostProcessor {

	public static void main(String[] args) {
		SpringApplication.run(new Class<?>[] { AuctionHouseApplication.class, DiesBeforeItIsSold.class }, args);
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String name) {
		return (bean instanceof StateStore store) ? deadly(store) : bean;
	}

	private static Object deadly(StateStore store) {
		return Proxy.newProxyInstance(StateStore.class.getClassLoader(), new Class<?>[] { StateStore.class },
				(proxy, method, arguments) -> {
					if (method.getName().equals("write")
							&& ((List<?>) arguments[0]).stream().anyMatch(DiesBeforeItIsSold::sells)) {
						Runtime.getRuntime().halt(137);
					}
					try {
						return method.invoke(store, arguments);
					}
					catch (InvocationTargetException ex) {
						throw ex.getCause();
					}
				});
	}

	private static boolean sells(Object write) {
		return String.valueOf(((StateWrite) write).value().state()).contains("\"SOLD\"");
	}

}
