package io.magentobluegreen.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rebuilding what the upgrade made invalid. */
class ReindexJobTest {
    private static final String OPTIONS = " --no-interaction --no-ansi";
    private static final String TABLE = """
            +------------------------+------------------+------------------+-----------+----------------------+
            | ID                     | Title            | Status           | Update On | Schedule Status      |
            +------------------------+------------------+------------------+-----------+----------------------+
            | catalog_product_price  | Product Price    | Reindex required | Schedule  | idle (0 in backlog)  |
            | catalogsearch_fulltext | Catalog Search   | Ready            | Schedule  | idle (0 in backlog)  |
            | design_config_grid     | Design | Config  | Ready            | Save      |                      |
            | customer_grid          | Customer Grid    | Reindex required | Save      |                      |
            | catalogrule_product    | Catalog Rule     | Processing       | Save      |                      |
            +------------------------+------------------+------------------+-----------+----------------------+""";
    private static final String OLD_TABLE = """
            +----------------+------------------+-----------+
            | Title          | Status           | Update On |
            +----------------+------------------+-----------+
            | Catalog Search | Reindex required | Schedule  |
            | Customer Grid  | Ready            | Save      |
            +----------------+------------------+-----------+""";
    private static final String INFO = """
            customer_grid                            Customer Grid
            catalogsearch_fulltext                   Catalog Search""";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"dash", "busybox"})
    void rebuildsTheInvalidOnes(String shell) {
        JobRun job = JobRun.of("reindex", folder).shell(shell).answer("indexer:status", 0, TABLE);

        JobRun.Ended ended = job.run();

        ended.passes();
        assertThat(ended.calls())
                .containsExactly(
                        "indexer:status" + OPTIONS, "indexer:reindex catalog_product_price customer_grid" + OPTIONS);
    }

    @Test
    void rebuildsNothingWhereAllAreReady() {
        JobRun job = JobRun.of("reindex", folder);

        JobRun.Ended ended = job.run();

        ended.passes();
        assertThat(ended.commands()).containsExactly("indexer:status");
    }

    @Test
    void rebuildsAllWithoutAsking() {
        JobRun job = JobRun.of("reindex", folder).with("REINDEX", "All");

        JobRun.Ended ended = job.run();

        ended.passes();
        assertThat(ended.calls()).containsExactly("indexer:reindex" + OPTIONS);
    }

    @Test
    void findsTheIdsThatOlderReleasesDoNotShow() {
        JobRun job = JobRun.of("reindex", folder)
                .answer("indexer:status", 0, OLD_TABLE)
                .answer("indexer:info", 0, INFO);

        JobRun.Ended ended = job.run();

        ended.passes();
        assertThat(ended.calls()).endsWith("indexer:reindex catalogsearch_fulltext" + OPTIONS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no table", "| ID | Condition |", "| ID | Status |\n| --all; rm | Reindex required |"})
    void failsWhereTheStatusIsNotUnderstood(String status) {
        JobRun job = JobRun.of("reindex", folder).answer("indexer:status", 0, status);

        JobRun.Ended ended = job.run();

        ended.failsWith("CommandFailed");
        assertThat(ended.commands()).doesNotContain("indexer:reindex");
    }

    @Test
    void waitsForAnotherProcessThatBuildsAnIndex() {
        JobRun job = JobRun.of("reindex", folder)
                .answer("indexer:status", 0, TABLE)
                .answer("indexer:reindex.1", 1, "Product Price index is locked by another reindex process. Skipping.");

        JobRun.Ended ended = job.run();

        ended.passes();
        assertThat(ended.commands())
                .containsExactly("indexer:status", "indexer:reindex", "indexer:status", "indexer:reindex");
    }

    @Test
    void doesNotWaitForItForEver() {
        JobRun job = JobRun.of("reindex", folder)
                .with("LOCK_RETRIES", "2")
                .with("REINDEX", "All")
                .answer("indexer:reindex", 1, "Product Price index is locked by another reindex process. Skipping.");

        JobRun.Ended ended = job.run();

        ended.failsWith("CommandFailed");
        assertThat(ended.commands()).hasSize(3);
    }

    @Test
    void triesAgainWhenATableOfAnIndexStayedLocked() {
        JobRun job = JobRun.of("reindex", folder)
                .answer("indexer:status", 0, TABLE)
                .answer("indexer:reindex.1", 1, "SQLSTATE[HY000]: General error: 1205 Lock wait timeout exceeded");

        JobRun.Ended ended = job.run();

        ended.passes();
        assertThat(ended.commands()).filteredOn("indexer:reindex"::equals).hasSize(2);
    }

    @Test
    void failsWithMagentosError() {
        JobRun job = JobRun.of("reindex", folder)
                .answer("indexer:status", 0, TABLE)
                .answer("indexer:reindex", 1, "Product Price index process unknown error:\nNo alive nodes found");

        JobRun.Ended ended = job.run();

        ended.failsWith("CommandFailed");
        assertThat(ended.said("error")).contains("unknown error");
        assertThat(ended.commands()).containsOnlyOnce("indexer:reindex");
    }
}
