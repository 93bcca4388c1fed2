/** Which colour answered when, as text. */
package io.magentobluegreen.demo.timeline;
