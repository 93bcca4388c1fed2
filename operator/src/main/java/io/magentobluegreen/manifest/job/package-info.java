/** The Jobs of a release: what they run and what they answer. */
package io.magentobluegreen.manifest.job;
