package io.magentobluegreen.e2e;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A class of end-to-end tests: each test has a {@link Stage} of its own, and several run at once, as they mostly wait. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("e2e")
@ExtendWith(OnStage.class)
@Execution(ExecutionMode.CONCURRENT)
@interface EndToEnd {

    /** Order of a class whose test waits for a deadline of ten minutes: it begins first, and has one test, as those of one class need not. */
    int WAITS_LONG = 1;

    /** Order of a class that holds an operator in a pod to seconds: it runs when the others no longer begin all at once. */
    int COUNTS_SECONDS = Integer.MAX_VALUE - 1;

    /** Order of one long class: as JUnit begins at both ends of the order, the class before this one comes after it. */
    int BEFORE_THAT = Integer.MAX_VALUE;
}
