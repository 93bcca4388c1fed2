/** What to do next, as data. */
package io.magentobluegreen.release.plan;
