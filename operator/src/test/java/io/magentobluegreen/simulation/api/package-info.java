/**
 * An API server in this process: kubernetes-server-mock in CRUD mode, taught what a real one does and the mock does not.
 */
package io.magentobluegreen.simulation.api;
