/** The network of a simulated cluster: every pod a real server on loopback, every Service a real proxy before them. */
package io.magentobluegreen.simulation.network;
