package io.magentobluegreen.e2e;

import io.magentobluegreen.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A wall clock that is wrong for one process: a small library, preloaded into it, adds an offset to what the kernel says. */
final class WrongClock {

    private WrongClock() {}

    /**
     * The environment of a process whose clock is so far ahead. It trusts every API server: the local cluster's certificates may be younger
     * than the offset, which no cluster's are that somebody works with.
     */
    static Map<String, String> ahead(Duration offset) {
        return Map.of(
                "LD_PRELOAD", library().toString(),
                "CLOCK_OFFSET", Long.toString(offset.toSeconds()),
                "KUBERNETES_TRUST_CERTIFICATES", "true");
    }

    private static synchronized Path library() {
        var folder = Project.output("clock");
        var source = folder.resolve("clock.c");
        var library = folder.resolve("clock.so");
        if (!Files.exists(library)) {
            write(source);
            Shell.run(List.of(
                    Programs.require("gcc").toString(),
                    "-shared",
                    "-fPIC",
                    "-O2",
                    "-o",
                    library.toString(),
                    source.toString()));
        }
        return library;
    }

    private static void write(Path source) {
        try {
            Files.createDirectories(source.getParent());
            Files.writeString(source, StoreFixture.resource("clock.c"));
        } catch (IOException e) {
            throw new UncheckedIOException("writing " + source, e);
        }
    }
}
