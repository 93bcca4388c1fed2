/** An API server in memory, below the real client: no sockets, no threads, one answer after the other. */
package io.magentobluegreen.schedule.api;
