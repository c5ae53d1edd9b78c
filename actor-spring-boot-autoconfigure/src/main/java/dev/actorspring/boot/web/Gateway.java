package dev.actorspring.boot.web;

import java.time.Duration;

import tools.jackson.databind.json.JsonMapper;

/**
 * What all routes share.
 *
 * @param mapper reads messages
 * @param bodies reads bodies
 * @param validator checks messages
 * @param responses writes responses
 * @param failures decides which problem a failure is
 * @param backoff knows who is in backoff
 * @param identity knows who has sent a request
 * @param context puts the context of a request in place
 * @param maxTimeout how long a client can ask to wait
 * @param streams writes replies that are streams
 * @param replyThreads where replies are written
 * @param lendThreads whether a request may be handled on the thread that has read it
 */
record Gateway(JsonMapper mapper, RequestBodies bodies, MessageValidator validator, Responses responses,
		Failures failures, BackoffWatch backoff, CallerIdentity identity, RequestContext context, Duration maxTimeout,
		StreamResponses streams, ReplyThreads replyThreads, boolean lendThreads) {

}
