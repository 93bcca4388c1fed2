/** The cluster around the measured operator: a node that is played, a storefront that is played, and the stores. */
package io.magentobluegreen.benchmark.cluster;
