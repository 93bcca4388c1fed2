/**
 * The whole operator on an API server with simulated controllers and real HTTP: every scenario runs against the server in
 * this process, and against a real API server under the shipped rights where its programs are found.
 */
package io.magentobluegreen.scenario;
