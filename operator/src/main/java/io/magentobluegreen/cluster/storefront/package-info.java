/**
 * What is asked of a store's pods and of its live Service over HTTP: verification, rounds of checks, warm-up and the
 * proof of a flip. Each is a record of what to ask; {@code begin} asks it without blocking and answers with a record of
 * what was found. Nothing here knows the Kubernetes API.
 */
package io.magentobluegreen.cluster.storefront;
