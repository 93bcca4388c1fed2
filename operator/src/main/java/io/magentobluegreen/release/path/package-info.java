/** The paths a release takes: to its flip, through what follows it, and back. */
package io.magentobluegreen.release.path;
