/**
 * HTTP load with raw sockets, for tests: nothing is retried, so a connection that the other side closes at the wrong
 * moment is counted as the failure that a customer would see.
 */
package io.magentobluegreen.load;
