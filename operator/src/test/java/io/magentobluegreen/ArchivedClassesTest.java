package io.magentobluegreen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The classes that the image's archive is made of: after a library's upgrade the list is to be made anew (docs/building.md). */
class ArchivedClassesTest {
    private static final Path LIST = Path.of("src/image/classes.list");
    private static final List<String> FOLDERS_OF_JAVA =
            List.of("java/", "javax/", "jdk/", "sun/", "com/sun/", "org/xml/", "org/w3c/", "org/jcp/");

    private final ClassLoader classes = ArchivedClassesTest.class.getClassLoader();

    @Test
    void areThoseOfTheLibrariesAsTheyAreNow() throws IOException {
        assertThat(Files.readAllLines(LIST))
                .hasSizeGreaterThan(5_000)
                .filteredOn(name -> FOLDERS_OF_JAVA.stream().noneMatch(name::startsWith))
                .hasSizeGreaterThan(3_000)
                .allSatisfy(name -> assertThat(classes.getResource(name + ".class"))
                        .as(name)
                        .isNotNull());
    }
}
