/** What the cluster and this process's memory show, taken once per reconciliation. */
package io.magentobluegreen.release.seen;
