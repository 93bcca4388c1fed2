/**
 * The demo: the real operator on the simulated cluster of the tests, a store that is released, and its customers. Nothing of
 * it but what it shows is its own; {@code Demo} is where to start reading.
 */
package io.magentobluegreen.demo;
