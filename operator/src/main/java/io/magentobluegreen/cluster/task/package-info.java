/** Tasks: what is asked of pods and of the live Service beside the reconciliation, and what came of it. */
package io.magentobluegreen.cluster.task;
