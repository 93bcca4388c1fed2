/** One process of the operator: its memory, its queues and its caches, by a clock that nobody waits for. */
package io.magentobluegreen.schedule.process;
