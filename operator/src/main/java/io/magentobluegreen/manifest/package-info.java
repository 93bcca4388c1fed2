/** Kubernetes objects and env.php as pure functions of the spec and the revision. */
package io.magentobluegreen.manifest;
