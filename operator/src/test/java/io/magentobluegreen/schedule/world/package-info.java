/** A store, what may befall it, and what must hold whatever does. */
package io.magentobluegreen.schedule.world;
