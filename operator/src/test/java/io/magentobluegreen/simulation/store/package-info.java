/** Images of a Magento store, simulated: what their pages answer and their Jobs say, as a script decides. */
package io.magentobluegreen.simulation.store;
