package io.magentobluegreen.php;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PhpSyntaxTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource
    void everyProgramCompilesWithoutAWord(Path program) {
        Php.Ended ended = new Php(folder)
                .run(
                        "-l",
                        "-d",
                        "display_errors=1",
                        "-d",
                        "error_reporting=-1",
                        program.getFileName().toString());

        assertThat(ended.out()).isEqualTo("No syntax errors detected in " + program.getFileName() + "\n");
    }

    static List<Path> everyProgramCompilesWithoutAWord() {
        return Php.programs();
    }
}
