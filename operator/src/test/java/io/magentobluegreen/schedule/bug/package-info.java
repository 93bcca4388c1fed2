/** Operators with one bug each, to see that schedules find it. */
package io.magentobluegreen.schedule.bug;
