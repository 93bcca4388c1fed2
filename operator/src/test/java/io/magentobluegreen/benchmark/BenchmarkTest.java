package io.magentobluegreen.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BenchmarkTest {
    private static final Pattern FLAG = Pattern.compile("<jvmFlag>([^<]+)</jvmFlag>");

    /** {@code MaxRAM} stands for the memory of the chart's pod, and the program adds the archive by itself. */
    @Test
    void measuresAJavaWithTheFlagsOfTheImage() throws IOException {
        String measured = new CommandLine(Benchmark.class)
                .getCommandSpec()
                .findOption("--jvm")
                .defaultValue();
        List<String> shipped = FLAG.matcher(Files.readString(Path.of("pom.xml")))
                .results()
                .map(match -> match.group(1))
                .filter(flag -> !flag.equals("-XX:+ExitOnOutOfMemoryError") && !flag.contains("SharedArchiveFile"))
                .toList();

        assertThat(measured.replace("-XX:MaxRAM=512m ", "").split(" ")).containsExactlyInAnyOrderElementsOf(shipped);
    }
}
