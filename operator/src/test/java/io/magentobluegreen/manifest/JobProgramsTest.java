package io.magentobluegreen.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class JobProgramsTest {

    @Test
    void areAllThePrograms() {
        assertThat(Path.of("src/main/resources", JobPrograms.FOLDER).toFile().list())
                .containsExactlyInAnyOrderElementsOf(JobPrograms.NAMES);
    }

    @Test
    void haveTheirSource() {
        assertThat(JobPrograms.NAMES)
                .allSatisfy(name -> assertThat(JobPrograms.source(name)).isNotBlank());
    }
}
