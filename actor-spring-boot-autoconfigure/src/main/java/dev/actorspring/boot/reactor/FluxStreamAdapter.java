package dev.actorspring.boot.reactor;

import java.util.concurrent.Flow;

import dev.actorspring.protocol.StreamAdapter;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;

/**
 * Lets requests be answered with a {@link Flux}, and handlers return one. It is
 * subscribed to when and as often as the asker subscribes to the reply.
 */
final class FluxStreamAdapter implements StreamAdapter {

	@Override
	public Class<?> type() {
		return Flux.class;
	}

	@Override
	public Flow.Publisher<?> toPublisher(Object stream) {
		return JdkFlowAdapter.publisherToFlowPublisher((Flux<?>) stream);
	}

	@Override
	public Object fromPublisher(Flow.Publisher<?> publisher) {
		return JdkFlowAdapter.flowPublisherToFlux(publisher);
	}

}
