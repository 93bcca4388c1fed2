/** What the benchmark makes of what it sees: requests, facts, times and tables. */
package io.magentobluegreen.benchmark.measure;
