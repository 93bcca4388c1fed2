/** The cluster as the reconcilers hold it, put together from observing, acting and tasks. */
package io.magentobluegreen.cluster.store;
