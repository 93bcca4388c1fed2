package io.magentobluegreen.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Argo CD shows of a store in each phase. */
class ArgoHealthTest {

    @TempDir
    Path folder;

    private ArgoLua lua;

    @BeforeEach
    void start() {
        lua = new ArgoLua(folder);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            new                          | Progressing | The operator has not seen this spec yet
            not-seen-yet                 | Progressing | The operator has not seen this spec yet
            first-release                | Progressing |
            preparing                    | Progressing |
            starting                     | Progressing |
            upgrading                    | Progressing |
            verifying                    | Progressing |
            warming-up                   | Progressing |
            promoting                    | Progressing |
            soaking                      | Progressing |
            rolling-back                 | Progressing |
            awaiting-approval            | Suspended   | Waiting for approval
            paused                       | Suspended   |
            live                         | Healthy     |
            live-with-a-previous-set     | Healthy     |
            live-after-a-rollback-by-git | Healthy     |
            failed                       | Degraded    | UpgradeFailed: Magento said no
            rolled-back                  | Degraded    | SoakFailed:
            aborted                      | Degraded    | Aborted:
            upgrade-overdue              | Degraded    | UpgradeOverdue:
            database-ahead               | Degraded    | DatabaseAhead:
            record-lost                  | Degraded    | RecordLost:
            wrong-input                  | Degraded    | EnvSecretMissing: The Secret shop-env does not exist
            no-ready-endpoint            | Degraded    |
            """)
    void isWhatAPersonWouldSay(String recorded, String status, String message) throws Exception {
        JsonNode health = lua.run("health", ArgoLua.recorded(recorded));

        assertThat(health.path("status").asText()).isEqualTo(status);
        assertThat(health.path("message").asText()).isNotBlank().contains(message == null ? "" : message);
    }

    @Test
    void isNotThatOfAnOlderSpec() throws Exception {
        ObjectNode failed = ArgoLua.recorded("failed");

        failed.withObject("/metadata").put("generation", 3);

        assertThat(lua.run("health", failed).path("status").asText()).isEqualTo("Progressing");
    }

    @Test
    void isDegradedWhereNobodyIsServedWhateverIsUnderWay() throws Exception {
        ObjectNode upgrading = ArgoLua.recorded("upgrading");

        upgrading.withArray("/status/conditions").forEach(condition -> {
            if (condition.path("type").asText().equals("Available")) {
                ((ObjectNode) condition).put("status", "False").put("message", "no pod is ready");
            }
        });

        JsonNode health = lua.run("health", upgrading);
        assertThat(health.path("status").asText()).isEqualTo("Degraded");
        assertThat(health.path("message").asText()).isEqualTo("no pod is ready");
    }

    @Test
    void isProgressingWhileItIsDeleted() throws Exception {
        ObjectNode live = ArgoLua.recorded("live");

        live.withObject("/metadata").put("deletionTimestamp", "2026-11-24T12:00:00Z");

        assertThat(lua.run("health", live).path("status").asText()).isEqualTo("Progressing");
    }
}
