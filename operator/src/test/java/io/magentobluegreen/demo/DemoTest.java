package io.magentobluegreen.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The demo from its start to its exit code. */
class DemoTest {
    private static final String ROW = "(?m)^shop {3}%s +%s +%s +%s +%s +%s .*[0-9]+m?[0-9]*s?$";

    @TempDir
    private Path folder;

    @Test
    void showsFiveReleasesAndLosesNoRequest() throws Exception {
        // When
        try (DemoProcess demo = DemoProcess.start(folder)) {
            // Then
            assertThat(demo.exitCode()).as(demo.output()).isZero();
            assertThat(demo.output())
                    .containsPattern("(?m)^NAME +LIVE +COLOUR +TARGET +PHASE +AVAILABLE +READY +ROLLBACK +AGE$")
                    .containsPattern(row("shop/php:1", "blue", "shop/php:1", "Live", "True", "True"))
                    .containsPattern(row("shop/php:2", "green", "shop/php:2", "Live", "True", "True"))
                    .containsPattern(row("shop/php:2", "green", "shop/php:3", "Failed", "True", "False"))
                    .containsPattern(row("shop/php:2", "green", "shop/php:4", "Failed", "True", "False"))
                    .containsPattern("(?m)^[0-9,]*[1-9][0-9,]* requests sent, 0 failed$")
                    .contains("shop/php:1 serves again")
                    .containsPattern("(?m)^blue +#+ +#+$")
                    .containsPattern("(?m)^green +#+$");
            assertThat(Files.readString(folder.resolve("log"))).contains("Phase changed");
            assertThat(demo.output()).doesNotContain("Phase changed");
        }
    }

    @Test
    void failsWhenARequestFailed() throws Exception {
        // When
        try (DemoProcess demo = DemoProcess.start(folder, "--lose-requests")) {
            // Then
            assertThat(demo.exitCode()).as(demo.output()).isEqualTo(1);
            assertThat(demo.output())
                    .containsPattern("(?m)^[0-9,]+ requests sent, [1-9][0-9,]* failed$")
                    .containsPattern("(?m)^failed +!+")
                    .contains("failed: /: status 500")
                    .doesNotContain("not what was meant");
        }
    }

    @Test
    void closesEverythingAfterCtrlC() throws Exception {
        // Given
        try (DemoProcess demo = DemoProcess.start(folder)) {
            await().atMost(Duration.ofMinutes(5)).until(() -> demo.output().contains("Upgrading"));
            // When
            demo.interrupt();
            // Then
            assertThat(demo.exitCode()).as(demo.output()).isEqualTo(130);
            assertThat(demo.output())
                    .contains("Stopped: customers, operator, pods and API server are closed.")
                    .doesNotContain("Exception")
                    .doesNotContain("Not everything");
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "script knows other options there")
    void closesEverythingAfterCtrlCInATerminal() throws Exception {
        // Given
        try (DemoProcess demo = DemoProcess.startInTerminal(folder)) {
            await().atMost(Duration.ofMinutes(5)).until(() -> demo.output().contains("requests sent"));
            // When
            demo.typesCtrlC();
            // Then
            assertThat(demo.exitCode()).as(demo.output()).isEqualTo(130);
            assertThat(demo.output()).contains("Stopped: customers, operator, pods and API server are closed.");
        }
    }

    @Test
    void refusesWhatItDoesNotKnow() throws IOException, InterruptedException {
        try (DemoProcess demo = DemoProcess.start(folder, "--colour=red")) {
            assertThat(demo.exitCode()).isEqualTo(2);
            assertThat(demo.output()).contains("Unknown option: '--colour=red'").contains("--lose-requests");
        }
    }

    private static String row(String... cells) {
        return ROW.formatted((Object[]) cells);
    }
}
