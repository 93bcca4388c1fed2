/** The process around the operator: how it logs, leads, is asked how it is, and stops. Knows nothing of stores. */
package io.magentobluegreen.running;
