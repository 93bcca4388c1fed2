package io.magentobluegreen.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.RealApiServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** {@code kubectl} with every right on the real API server; what it refuses fails the test with its words. */
record Kubectl(Path folder) {

    /** What it says when it succeeds. */
    String run(String... arguments) {
        try {
            Path kubeconfig = folder.resolve("kubeconfig");
            Files.writeString(kubeconfig, RealApiServer.require().kubeconfig());
            List<String> command = Stream.concat(
                            Stream.of(RealApiServer.kubectl().toString(), "--kubeconfig=" + kubeconfig),
                            Stream.of(arguments))
                    .toList();
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue())
                    .as("kubectl %s: %s", String.join(" ", arguments), said)
                    .isZero();
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while kubectl ran", e);
        }
    }

    /** What a real API server would make of these objects, without making them. */
    String applyDry(String option, Path what) {
        return run(
                "apply",
                "--server-side",
                "--force-conflicts",
                "--dry-run=server",
                "--validate=strict",
                option,
                what.toString());
    }
}
