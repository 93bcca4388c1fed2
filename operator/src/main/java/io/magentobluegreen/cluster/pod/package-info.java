/** What pods say of themselves, in words for a person. */
package io.magentobluegreen.cluster.pod;
