package io.magentobluegreen.e2e;

import java.nio.file.Files;
import java.nio.file.Path;

/** The folders of this project, wherever the tests were started from. */
final class Project {

    private Project() {}

    /** The repository's top folder. */
    static Path folder() {
        var folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    /** Where a test leaves logs and diagnoses: {@code operator/target/e2e/<test>}. */
    static Path output(String test) {
        return folder().resolve("operator/target/e2e").resolve(test);
    }
}
