/** What is left to chance in a schedule: each pick is written down, so that a schedule can be played again, and shortened. */
package io.magentobluegreen.schedule.chance;
