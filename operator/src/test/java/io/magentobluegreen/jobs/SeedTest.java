package io.magentobluegreen.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.Programs;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The copy of app/etc that a Job may write to. */
class SeedTest {
    private static final String SCRIPT =
            new File("src/main/resources/io/magentobluegreen/jobs/seed.sh").getAbsolutePath();

    @TempDir
    private Path folder;

    private Path image;
    private Path copy;

    @BeforeEach
    void layOut() throws Exception {
        image = Files.createDirectories(folder.resolve("image"));
        copy = Files.createDirectories(folder.resolve("copy"));
        Files.writeString(image.resolve("config.php"), "<?php return [];");
        Files.writeString(image.resolve(".hidden"), "");
        Files.createDirectories(image.resolve("with space/deeper"));
        Files.writeString(image.resolve("with space/deeper/di.xml"), "<config/>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "busybox", "bash"})
    void canBeWrittenThoughTheImagesFilesCannot(String shell) throws Exception {
        JobRun.command("chmod", "-R", "a-w", image.toString());

        assertThat(seed(shell)).isZero();

        assertThat(copied()).containsExactlyInAnyOrder(".hidden", "config.php", "with space");
        assertThat(Files.readString(copy.resolve("with space/deeper/di.xml"))).isEqualTo("<config/>");
        assertThat(Files.getPosixFilePermissions(copy.resolve("config.php")).toString())
                .contains("OWNER_WRITE");
        JobRun.command("chmod", "-R", "u+w", image.toString());
    }

    @Test
    void leavesTheImagesEnvPhpOut() throws Exception {
        Files.createSymbolicLink(image.resolve("env.php"), Path.of("/proc/1/mem"));

        assertThat(seed("dash")).isZero();

        assertThat(copied()).doesNotContain("env.php").contains("config.php");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "busybox", "bash"})
    void holdsWhatTheImagesLinksName(String shell) throws Exception {
        Path shared = Files.createDirectories(folder.resolve("shared"));
        Files.writeString(shared.resolve("config.php"), "<?php return ['shared'];");
        JobRun.command("chmod", "a-w", shared.resolve("config.php").toString());
        Files.delete(image.resolve("config.php"));
        Files.createSymbolicLink(image.resolve("config.php"), Path.of("../shared/config.php"));
        Files.createSymbolicLink(image.resolve("gone.php"), Path.of("../shared/gone.php"));

        assertThat(seed(shell)).isZero();

        assertThat(copied()).containsExactlyInAnyOrder(".hidden", "config.php", "with space");
        assertThat(copy.resolve("config.php")).hasContent("<?php return ['shared'];");
        assertThat(Files.isSymbolicLink(copy.resolve("config.php"))).isFalse();
        assertThat(Files.getPosixFilePermissions(copy.resolve("config.php")).toString())
                .contains("OWNER_WRITE");
    }

    @Test
    void failsWhereACopyCannotBeWhole() throws Exception {
        Files.createSymbolicLink(copy.resolve("config.php"), Path.of("/dev/full"));

        assertThat(seed("dash")).isNotZero();
    }

    private List<String> copied() throws Exception {
        try (Stream<Path> entries = Files.list(copy)) {
            return entries.map(entry -> entry.getFileName().toString()).toList();
        }
    }

    private int seed(String shell) throws Exception {
        String program = Programs.require(shell).toString();
        List<String> command = shell.equals("busybox") ? List.of(program, "sh") : List.of(program);
        Process process = new ProcessBuilder(
                        Stream.concat(command.stream(), Stream.of(SCRIPT, image.toString(), copy.toString()))
                                .toList())
                .redirectErrorStream(true)
                .start();
        process.getInputStream().readAllBytes();
        return process.waitFor();
    }
}
