/** What is asked for: the spec with its defaults, and the commands. */
package io.magentobluegreen.release.want;
