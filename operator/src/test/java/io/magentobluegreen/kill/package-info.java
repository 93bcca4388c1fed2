/** The operator as a process of its own, killed right before and right after each of its writes, and another one that carries on. */
package io.magentobluegreen.kill;
