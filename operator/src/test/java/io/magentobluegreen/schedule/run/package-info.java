/** Plays many schedules, and makes the shortest of one that breaks a promise. */
package io.magentobluegreen.schedule.run;
