/** The operator as the benchmark runs it: a process of its own that notes its API requests and asks a played storefront. */
package io.magentobluegreen.benchmark.operator;
