package io.magentobluegreen;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Finds the programs that some tests need; a test without its program is skipped, or fails where all are required. */
public final class Programs {

    private Programs() {}

    /**
     * Path of a program on {@code PATH} or in {@code /usr/sbin}. Absent, the test is skipped with a message, or fails when
     * the environment says {@code REQUIRE_PROGRAMS=true}.
     */
    public static Path require(String name) {
        return Stream.concat(Stream.of(System.getenv("PATH").split(File.pathSeparator)), Stream.of("/usr/sbin"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseGet(() -> absent(name));
    }

    private static Path absent(String name) {
        if (Boolean.parseBoolean(System.getenv("REQUIRE_PROGRAMS"))) {
            throw new AssertionError(name + " is not installed, and REQUIRE_PROGRAMS=true");
        }
        return Assumptions.abort("skipped: " + name + " is not installed");
    }
}
