/** What keeps live serving whatever the release does. */
package io.magentobluegreen.release.guard;
