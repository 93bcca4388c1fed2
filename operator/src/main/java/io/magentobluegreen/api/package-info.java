/** The custom resource: spec and status records, nothing of ours and no logic. */
package io.magentobluegreen.api;
