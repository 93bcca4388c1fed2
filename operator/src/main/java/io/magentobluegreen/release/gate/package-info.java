/** What every gate of a release asks, and how it is passed by a Job or a task. */
package io.magentobluegreen.release.gate;
