/** What the demo prints, and how: the table as {@code kubectl get} has it, in place in a terminal or line by line. */
package io.magentobluegreen.demo.screen;
