package io.magentobluegreen.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing short of SIGKILL ends an upgrade, and not even that is passed on to it. */
class UpgradeInterruptionTest {
    private static final String WAITS =
            "while (!is_file(\"$folder/go\")) usleep(20000); for ($i = 0; $i < 20000; $i++) echo 'output', PHP_EOL;"
                    + " echo 'Data install/update:'; file_put_contents(\"$folder/calls\", \"upgrade ended\\n\", FILE_APPEND);";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"dash, TERM", "dash, INT", "dash, HUP", "busybox, TERM", "bash, TERM"})
    void goesOnWhenEveryProcessIsToldToStop(String shell, String signal) {
        JobRun job = JobRun.of("upgrade", folder).shell(shell).answer("setup:upgrade", WAITS);
        Process process = started(job, "setup:upgrade ");

        everyProcess(process).forEach(pid -> JobRun.command("kill", "-" + signal, "" + pid));
        job.write("answers/go", "");
        JobRun.Ended ended = job.await(process);

        ended.passes();
        assertThat(ended.calls()).contains("upgrade ended").endsWith("lock released");
    }

    @Test
    void goesOnAsAReindexToo() {
        JobRun job = JobRun.of("reindex", folder).with("REINDEX", "All").answer("indexer:reindex", WAITS);
        Process process = started(job, "indexer:reindex ");

        everyProcess(process).forEach(pid -> JobRun.command("kill", "-TERM", "" + pid));
        job.write("answers/go", "");

        job.await(process).passes();
    }

    @ParameterizedTest
    @ValueSource(strings = {"watch.php", "blank.php"})
    void goesOnWhenAFilterOfItsOutputDies(String filter) {
        JobRun job = JobRun.of("upgrade", folder).answer("setup:upgrade", WAITS);
        Process process = started(job, "setup:upgrade ");

        await().until(() -> filters(process, filter).findAny().isPresent());
        filters(process, filter).forEach(ProcessHandle::destroyForcibly);
        job.write("answers/go", "");
        JobRun.Ended ended = job.await(process);

        ended.passes();
        assertThat(ended.calls()).contains("upgrade ended");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "busybox", "bash"})
    void letsTheLockGoOnlyWithTheUpgradeWhenTheShellIsKilled(String shell) {
        JobRun job = JobRun.of("upgrade", folder).shell(shell).answer("setup:upgrade", WAITS);
        Process process = started(job, "setup:upgrade ");

        process.destroyForcibly();
        job.write("answers/go", "");

        await().until(() -> job.read("answers/calls").contains("lock released"));
        assertThat(job.read("answers/calls")).contains("upgrade ended\nlock released");
    }

    private static Process started(JobRun job, String command) {
        Process process = job.start();
        await().until(() -> job.read("answers/calls").contains(command));
        return process;
    }

    private static Stream<ProcessHandle> filters(Process process, String program) {
        return process.descendants()
                .filter(one -> one.info().arguments().map(List::of).orElse(List.of()).stream()
                        .anyMatch(argument -> argument.endsWith(program)));
    }

    private static List<Long> everyProcess(Process process) {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .map(ProcessHandle::pid)
                .toList();
    }
}
