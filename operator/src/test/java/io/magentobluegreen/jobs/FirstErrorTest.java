package io.magentobluegreen.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.Programs;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which line of Magento's output is taken for its first error, and what passes through. */
class FirstErrorTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "one\\ntwo\\n\\n # two",
                "Cache error\\nSQLSTATE[42S21]: exists\\nSQLSTATE[1] # SQLSTATE[42S21]: exists",
                "In Mysql.php line 90:\\n\\n  Column missing  \\n\\nsetup:upgrade [-h] # Column missing",
                "Module 'Acme_Error':\\nDone\\nAccess denied\\nBye # Access denied",
                "PHP Warning: unable to x\\nThe \"config.php\" file isn't writable.\\nBye # The \"config.php\" file isn't writable.",
                "PHP Fatal error:  Allowed memory size of 1 bytes # PHP Fatal error:  Allowed memory size of 1 bytes",
                "'' # ''"
            })
    void isTheLineThatSaysMost(String output, String error) throws Exception {
        String out = output.replace("\\n", "\n");

        byte[] passed = watch(out.getBytes(StandardCharsets.UTF_8));

        assertThat(new String(passed, StandardCharsets.UTF_8)).isEqualTo(out);
        assertThat(Files.readString(folder.resolve("error"))).isEqualTo(error.isEmpty() ? "" : error + "\n");
    }

    @Test
    void isFoundBehindALongLine() throws Exception {
        String out = "x".repeat(200_000) + "\nSQLSTATE[1] " + "y".repeat(5000) + "\n" + "z".repeat(100_000);

        watch(out.getBytes(StandardCharsets.UTF_8));

        assertThat(Files.readString(folder.resolve("error")))
                .startsWith("SQLSTATE[1] yyy")
                .hasSize(2000);
        assertThat(Files.readString(folder.resolve("output")))
                .hasSize(65_536)
                .startsWith("xxx")
                .endsWith("zzz");
    }

    @ParameterizedTest
    @CsvSource({"Lock wait timeout exceeded, lock-timeout", "Data install/update, data-began"})
    void isNotTheOnlyTextThatIsFoundWhereTwoReadsCutIt(String text, String marker) throws Exception {
        String out = "x".repeat(65_530) + text + "x".repeat(100);

        watch(out.getBytes(StandardCharsets.UTF_8));

        assertThat(folder.resolve(marker)).exists();
    }

    @Test
    void takesLittleMemoryForALineWithoutEnd() throws Exception {
        byte[] out = "x".repeat(30_000_000).getBytes(StandardCharsets.UTF_8);

        byte[] passed = watch(out);

        assertThat(passed).hasSameSizeAs(out);
        assertThat(Files.readString(folder.resolve("error"))).hasSize(2000);
    }

    private byte[] watch(byte[] output) throws Exception {
        Files.write(folder.resolve("in"), output);
        String program = "src/main/resources/io/magentobluegreen/jobs/watch.php";
        new ProcessBuilder(
                        Programs.require("php").toString(), "-n", "-d", "memory_limit=8M", program, folder.toString())
                .redirectInput(folder.resolve("in").toFile())
                .redirectOutput(folder.resolve("out").toFile())
                .start()
                .waitFor();
        return Files.readAllBytes(folder.resolve("out"));
    }
}
