package io.magentobluegreen;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import net.jqwik.api.AfterFailureMode;
import net.jqwik.api.Property;

/**
 * A property that holds for whatever is made up: the same 500 tries each time, so that a build that was green stays so. A
 * failure prints its seed and the smallest example.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Property(seed = "20261126", tries = 500, afterFailure = AfterFailureMode.RANDOM_SEED)
public @interface Holds {}
