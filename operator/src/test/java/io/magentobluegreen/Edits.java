package io.magentobluegreen;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;

/** Changes of an object as {@code kubectl edit} makes them: read again and tried once more where somebody else was faster. */
public final class Edits {

    private Edits() {}

    /**
     * Changes the object.
     *
     * @param object the object by its name; one that holds an item would be edited as it was when it was read, conflict after conflict
     * @param change makes what is wanted of what was read
     */
    public static <T> void edit(Resource<T> object, UnaryOperator<T> change) {
        Awaitility.await("an edit")
                .pollDelay(Duration.ZERO)
                .ignoreExceptionsMatching(
                        e -> e instanceof KubernetesClientException refused && refused.getCode() == 409)
                .until(() -> object.edit(change) != null);
    }
}
