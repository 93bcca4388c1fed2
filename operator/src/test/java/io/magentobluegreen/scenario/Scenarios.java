package io.magentobluegreen.scenario;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A class of scenarios: each gets a {@link Stage} of its own, and most of its time is waiting, so they run side by side. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(Grounds.class)
@Execution(ExecutionMode.CONCURRENT)
public @interface Scenarios {}
