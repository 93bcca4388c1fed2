/** One request and its answer: pages, pods, and the ways to reach them. */
package io.magentobluegreen.cluster.storefront.http;
