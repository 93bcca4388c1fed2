package io.magentobluegreen.cluster.storefront.http;

import java.io.IOException;

/** The way to a pod is closed, for example by a missing right: that says nothing about the pod. */
public final class UnreachableException extends IOException {
    private static final long serialVersionUID = 1L;

    UnreachableException(String message) {
        super(message);
    }
}
