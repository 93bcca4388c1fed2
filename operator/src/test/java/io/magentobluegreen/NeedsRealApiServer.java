package io.magentobluegreen;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Marks a test class that asks {@link RealApiServer}: it is skipped with a message where its programs are absent, and fails
 * there if {@code REQUIRE_PROGRAMS=true}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsRealApiServer.Condition.class)
public @interface NeedsRealApiServer {

    /** Looks for the programs before the class runs. */
    final class Condition implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return RealApiServer.absence()
                    .map(absent -> ConditionEvaluationResult.disabled("skipped: " + absent))
                    .orElseGet(() -> ConditionEvaluationResult.enabled("the API server's programs are there"));
        }
    }
}
