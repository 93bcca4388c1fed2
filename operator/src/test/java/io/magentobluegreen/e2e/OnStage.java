package io.magentobluegreen.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.SecretMarker;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives each test that asks for one a {@link Stage} with a running operator, and keeps a diagnosis of a failed test. */
final class OnStage implements BeforeAllCallback, ParameterResolver, AfterTestExecutionCallback {

    private static final Logger LOG = LoggerFactory.getLogger(OnStage.class);
    private static final Namespace STORE = Namespace.create(OnStage.class);

    /** A missing cluster skips the class here; while a parameter is resolved it would be an error. */
    @Override
    public void beforeAll(ExtensionContext tests) {
        E2eCluster.shared();
        MariaDb.shared();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == Stage.class;
    }

    @Override
    public Stage resolveParameter(ParameterContext parameter, ExtensionContext test) {
        var stage = Stage.open(name(test));
        test.getStore(STORE).put(Stage.class, stage);
        if (!parameter.isAnnotated(WithoutOperator.class)) {
            stage.operator().start();
        }
        return stage;
    }

    private static String name(ExtensionContext test) {
        return test.getRequiredTestClass().getSimpleName() + "."
                + test.getRequiredTestMethod().getName();
    }

    private static void hidesSecrets(Stage stage) {
        if (stage != null) {
            assertThat(SecretMarker.leaks(
                            stage.client(), stage.namespace(), stage.operator().tail(Integer.MAX_VALUE)))
                    .as("values of env.php outside of Secrets")
                    .isEmpty();
        }
    }

    @Override
    public void afterTestExecution(ExtensionContext test) {
        if (test.getExecutionException().isEmpty()) {
            hidesSecrets(test.getStore(STORE).get(Stage.class, Stage.class));
            LOG.info("{} passed", name(test));
        }
        test.getExecutionException().ifPresent(failure -> {
            // At once: the report is written only when the whole class has ended.
            LOG.error("{} failed", name(test), failure);
            var stage = test.getStore(STORE).get(Stage.class, Stage.class);
            if (stage != null && !String.valueOf(failure.getMessage()).contains("--- status")) {
                failure.addSuppressed(new AssertionError(stage.diagnosis()));
            }
        });
    }
}
