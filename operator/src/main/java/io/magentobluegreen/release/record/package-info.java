/** What is on record of a store: on its sets' Deployments and on its live Service. */
package io.magentobluegreen.release.record;
