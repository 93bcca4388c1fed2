/**
 * The product on a real cluster: real pods, real HTTP, a real database, an operator in a process of its own. Open {@link
 * io.magentobluegreen.e2e.Stage} first. Tests here are tagged {@code e2e} and need {@code KUBECONFIG}.
 */
package io.magentobluegreen.e2e;
