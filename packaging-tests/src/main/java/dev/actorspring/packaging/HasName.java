package dev.actorspring.packaging;

import dev.actorspring.Request;

interface HasName {

	record GetName() implements Request<HasName, String> {

	}

}
