package io.magentobluegreen.gitops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The buttons that Argo CD offers on a store: which of them act in each phase, and what they write. */
class ArgoActionsTest {
    private static final String PREFIX = "magento-bluegreen.io/";

    @TempDir
    Path folder;

    private ArgoLua lua;

    @BeforeEach
    void start() {
        lua = new ArgoLua(folder);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            new                          |
            not-seen-yet                 |
            first-release                | abort
            preparing                    | abort
            starting                     | abort
            upgrading                    | abort
            upgrade-overdue              | abort
            database-ahead               | abort
            verifying                    | abort
            warming-up                   | abort
            awaiting-approval            | abort approve
            promoting                    | abort
            soaking                      | rollback
            rolling-back                 |
            paused                       |
            wrong-input                  |
            live                         |
            live-with-a-previous-set     | rollback
            live-after-a-rollback-by-git | rollback
            no-ready-endpoint            |
            rollback-failed              | rollback
            failed                       | retry
            rolled-back                  | retry
            aborted                      | retry
            record-lost                  | retry
            """)
    void areOfferedWhereTheyAct(String recorded, String actions) throws Exception {
        JsonNode found = lua.run("discovery", ArgoLua.recorded(recorded));

        List<String> enabled = found.properties().stream()
                .filter(action -> !action.getValue().path("disabled").asBoolean(true))
                .map(Map.Entry::getKey)
                .toList();
        assertThat(found.properties())
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrder("approve", "abort", "retry", "rollback");
        assertThat(enabled).containsExactlyInAnyOrder(actions == null ? new String[0] : actions.split(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "awaiting-approval, approve, /status/target/release",
        "upgrading, abort, /status/target/release",
        "failed, retry, /status/target/next",
        "record-lost, retry, /status/target/next",
        "soaking, rollback, /status/live/release"
    })
    void writeTheReleaseThatIsMeantAndNothingElse(String recorded, String action, String named) throws Exception {
        ObjectNode wanted = ArgoLua.recorded(recorded);

        JsonNode written = lua.run(action, wanted);

        wanted.withObject("/metadata/annotations")
                .put(PREFIX + action, wanted.at(named).asText());
        assertThat(written).isEqualTo(wanted);
    }

    @Test
    void nameTheNextNumberAfterARollbackThatFailed() throws Exception {
        ObjectNode failed = ArgoLua.recorded("rollback-failed");

        JsonNode written = lua.run("rollback", failed);

        assertThat(written.at("/metadata/annotations").path(PREFIX + "rollback").asText())
                .isEqualTo(failed.at("/status/live/release").asText() + "/"
                        + failed.at("/status/target/next").asText());
    }

    @Test
    void leaveOtherAnnotationsAndReplaceAnOlderCommand() throws Exception {
        ObjectNode soaking = ArgoLua.recorded("soaking");
        soaking.withObject("/metadata/annotations").put("note", "ours").put(PREFIX + "rollback", "0123456789-1");

        JsonNode annotations = lua.run("rollback", soaking).at("/metadata/annotations");

        assertThat(annotations.path("note").asText()).isEqualTo("ours");
        assertThat(annotations.path(PREFIX + "rollback").asText())
                .isEqualTo(soaking.at("/status/live/release").asText());
    }

    @Test
    void offerNothingOfAnOlderSpecButTheWayBack() throws Exception {
        ObjectNode soaking = ArgoLua.recorded("soaking");
        soaking.withObject("/metadata").put("generation", 3);

        JsonNode found = lua.run("discovery", soaking);

        assertThat(found.at("/rollback/disabled").asBoolean()).isFalse();
        assertThat(found.at("/abort/disabled").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"approve", "abort", "retry", "rollback"})
    void sayThatThereIsNothingToCommandBeforeTheFirstRelease(String action) {
        assertThatThrownBy(() -> lua.run(action, ArgoLua.recorded("new"))).hasMessageContaining("see status.message");
    }
}
