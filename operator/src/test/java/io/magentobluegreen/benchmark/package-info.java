/** The benchmark: a program, not a test. It measures the operator against its aims on a real API server. */
package io.magentobluegreen.benchmark;
