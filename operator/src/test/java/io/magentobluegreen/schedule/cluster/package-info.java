/** The cluster's own controllers and nodes, and the store's database, by a clock that nobody waits for. */
package io.magentobluegreen.schedule.cluster;
