/** The way of one operator to the API server, on which its writes are counted and at one of which it dies. */
package io.magentobluegreen.kill.door;
