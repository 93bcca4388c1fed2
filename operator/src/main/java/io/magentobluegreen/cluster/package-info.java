/**
 * All input and output: observing the cluster, executing actions, asking storefront pages. Open StoreCluster first: it is
 * all that a reconciler holds.
 */
package io.magentobluegreen.cluster;
