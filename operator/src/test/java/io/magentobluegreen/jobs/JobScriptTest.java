package io.magentobluegreen.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.magentobluegreen.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script itself: its language, and the verdict that it leaves however it ends. */
class JobScriptTest {
    private static final Path PROGRAMS = Path.of("src/main/resources/io/magentobluegreen/jobs");

    @TempDir
    private Path folder;

    @Test
    void isCleanForShellcheckAsPosixShell() throws Exception {
        List<String> command =
                new ArrayList<>(List.of(Programs.require("shellcheck").toString(), "-x", "-s", "sh"));
        programs(".sh").map(Path::toString).forEach(command::add);

        Process process = new ProcessBuilder(command)
                .directory(PROGRAMS.toFile())
                .redirectErrorStream(true)
                .start();

        assertThat(new String(process.getInputStream().readAllBytes())).isEmpty();
        assertThat(process.waitFor()).isZero();
    }

    private static Stream<Path> programs(String ending) throws Exception {
        try (Stream<Path> files = Files.list(PROGRAMS)) {
            return files
                    .map(Path::getFileName)
                    .filter(name -> name.toString().endsWith(ending))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "deploy", "rm", "fail"})
    void knowsNoOtherStep(String step) {
        JobRun job = JobRun.of(step, folder);

        JobRun.Ended ended = job.run();

        ended.failsWith("CommandFailed");
        assertThat(ended.calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"preflight", "upgrade", "clean", "reindex", "purge"})
    void saysThatTheRootIsWrong(String step) {
        JobRun job = JobRun.of(step, folder).without("root/bin/magento");

        JobRun.Ended ended = job.run();

        ended.failsWith("CommandFailed");
        assertThat(ended.said("message")).contains("bin/magento", "spec.web.root");
    }

    @ParameterizedTest
    @ValueSource(strings = {"preflight", "upgrade", "clean", "reindex", "purge"})
    void leavesAVerdictWithoutPhp(String step) {
        JobRun job = JobRun.of(step, folder).shell("busybox").without("busybox/php");

        JobRun.Ended ended = job.run();

        assertThat(ended.said("result")).isEqualTo("Failed");
        assertThat(ended.said("message")).contains("php");
        assertThat(ended.exitCode()).isEqualTo(1);
    }

    @Test
    void leavesAVerdictWithoutAPlaceForFiles() {
        JobRun job = JobRun.of("preflight", folder).with("TMPDIR", "/absent");

        JobRun.Ended ended = job.run();

        ended.failsWith("WriteProtected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "busybox", "bash"})
    void leavesAVerdictWhenItIsToldToStop(String shell) {
        JobRun job = JobRun.of("preflight", folder)
                .shell(shell)
                .answer("module:config:status", "while (!is_file(\"$folder/go\")) usleep(20000);");
        Process process = job.start();
        await().until(() -> job.read("answers/calls").contains("module"));

        process.destroy();
        job.write("answers/go", "");
        JobRun.Ended ended = job.await(process);

        ended.failsWith("CommandFailed");
        assertThat(ended.commands()).containsExactly("module:config:status");
    }

    @Test
    void leavesNoFileBehind() throws Exception {
        JobRun job = JobRun.of("upgrade", folder);

        job.run().passes();

        try (Stream<Path> files = Files.list(folder.resolve("tmp"))) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactly(".keep");
        }
    }

    @Test
    void endsTheSameWhereTheVerdictCannotBeWritten() {
        JobRun job = JobRun.of("upgrade", folder)
                .with("TERMINATION_LOG", "/absent/log")
                .write("answers/lock.php", "<?php exit(75);");

        JobRun.Ended ended = job.run();

        assertThat(ended.exitCode()).isEqualTo(75);
        assertThat(ended.log()).contains("could not be written", "\"result\":\"Held\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\\xff\\xfe\\x00 error \\x1b[31m\\\"{}\\x07\"",
                "\"error \" . str_repeat(\"\\u{fc}\\u{1F600}\\\"\", 9999)",
                "'error ' . str_repeat(\"\\x01\", 5000)",
                "\"error \\\\\\\\ %s $(id) `id` 'quoted'\""
            })
    void leavesAValidVerdictWhateverMagentoSays(String says) {
        JobRun job = JobRun.of("upgrade", folder).answer("setup:upgrade", "echo " + says + "; exit(1);");

        JobRun.Ended ended = job.run();

        ended.failsWith("UpgradeFailed");
        assertThat(ended.verdict().getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .hasSizeLessThanOrEqualTo(4096);
        assertThat(ended.said("error").codePointCount(0, ended.said("error").length()))
                .isBetween(5, 512);
    }
}
