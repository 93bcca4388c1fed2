package io.magentobluegreen.scenario;

import io.magentobluegreen.RealApiServer;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;

/** Runs a scenario once on each ground that can be had, with a stage that ends with it. */
public final class Grounds implements TestTemplateInvocationContextProvider {
    private static final String ONLY = System.getProperty("scenario.ground", "");

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return true;
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        Method scenario = context.getRequiredTestMethod();
        return Stream.of(
                        new On("in process", Optional::empty, InProcessGround::new),
                        new On("on an API server", RealApiServer::absence, ApiServerGround::new))
                .limit(scenario.isAnnotationPresent(InProcessOnly.class) ? 1 : 2)
                .skip(scenario.isAnnotationPresent(ApiServerOnly.class) ? 1 : 0)
                .filter(ground -> ground.name().contains(ONLY))
                .map(TestTemplateInvocationContext.class::cast);
    }

    /** @param absence why it cannot be had here; empty when it can */
    private record On(String name, Supplier<Optional<String>> absence, Supplier<Ground> ground)
            implements TestTemplateInvocationContext {
        @Override
        public String getDisplayName(int index) {
            return name;
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(new Presence(absence), new StageOfTest(ground));
        }
    }

    /** Skips, with a message, where the ground cannot be had. */
    private record Presence(Supplier<Optional<String>> absence) implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return absence.get()
                    .map(absent -> ConditionEvaluationResult.disabled("skipped: " + absent))
                    .orElseGet(() -> ConditionEvaluationResult.enabled("it can be had"));
        }
    }

    /** What has to hold at the end of every scenario is looked at here, also what no test asks for. */
    private static final class StageOfTest implements ParameterResolver, AfterTestExecutionCallback {
        private final Supplier<Ground> ground;
        private Stage stage;

        StageOfTest(Supplier<Ground> ground) {
            this.ground = ground;
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Stage.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            stage = Stage.open(ground.get());
            return stage;
        }

        @Override
        public void afterTestExecution(ExtensionContext context) {
            try (Stage ending = stage) {
                Optional<Throwable> failure = context.getExecutionException();
                if (failure.isPresent()) {
                    failure.get().addSuppressed(new AssertionError(ending.diagnosis()));
                } else {
                    ending.holdsWhatAlwaysHolds();
                }
            }
        }
    }
}
