package io.magentobluegreen.cluster.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.magentobluegreen.NeedsRealApiServer;
import io.magentobluegreen.cluster.ResourceGone;
import io.magentobluegreen.cluster.TestStore;
import io.magentobluegreen.release.plan.Action;
import java.util.List;
import org.junit.jupiter.api.Test;

@NeedsRealApiServer
class FinalizerTest {
    private final TestStore store = TestStore.create();

    @Test
    void standsBesideTheFinalizersOfOthers() {
        finalizers("[\"example.com/theirs\"]");

        store.work().addFinalizer(new Action.AddFinalizer());

        assertThat(finalizers()).containsExactly("example.com/theirs", Finalizer.NAME);
    }

    @Test
    void takesOnlyItselfOff() {
        finalizers("[\"example.com/theirs\", \"" + Finalizer.NAME + "\"]");

        store.work().removeFinalizer(new Action.RemoveFinalizer());

        assertThat(finalizers()).containsExactly("example.com/theirs");
    }

    @Test
    void stopsOnAResourceThatTerminates() {
        finalizers("[\"example.com/theirs\"]");
        store.client().resource(store.resource()).delete();

        assertThatThrownBy(() -> store.work().addFinalizer(new Action.AddFinalizer()))
                .isInstanceOf(ResourceGone.class);
        assertThat(finalizers()).containsExactly("example.com/theirs");
        finalizers("[]");
    }

    @Test
    void stopsOnANamesake() {
        ActionExecutor work = store.work();
        store.client().resource(store.resource()).delete();

        assertThatThrownBy(() -> work.addFinalizer(new Action.AddFinalizer())).isInstanceOf(ResourceGone.class);
    }

    @Test
    void keepsFieldsOfANewerVersion() {
        store.work().addFinalizer(new Action.AddFinalizer());

        assertThat(store.refresh().getSpec()).isEqualTo(store.resource().getSpec());
        assertThat(store.refresh().getMetadata().getGeneration()).isEqualTo(1);
    }

    private List<String> finalizers() {
        return store.refresh().getMetadata().getFinalizers();
    }

    private void finalizers(String list) {
        store.client()
                .resource(store.resource())
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\": {\"finalizers\": " + list + "}}");
    }
}
