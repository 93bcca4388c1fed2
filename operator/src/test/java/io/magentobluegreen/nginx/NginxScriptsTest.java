package io.magentobluegreen.nginx;

import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.Programs;
import io.magentobluegreen.manifest.PodLayout;
import io.magentobluegreen.manifest.nginx.NginxConfiguration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files that are shipped, looked at without a server. */
class NginxScriptsTest {

    private static final Map<String, String> FILES =
            new NginxConfiguration(8080, "0123456789", "/var/www/html", "/health").files();

    @TempDir
    Path folder;

    @Test
    void shellIsSound() throws Exception {
        assertThat(outputOf(List.of(Programs.require("shellcheck").toString(), written("nginx.sh"))))
                .isEmpty();
    }

    @Test
    void phpIsSound() throws Exception {
        assertThat(outputOf(List.of(Programs.require("php").toString(), "-l", written("ready.php"))))
                .contains("No syntax errors");
    }

    @Test
    void leavesNothingToFillIn() {
        assertThat(FILES).containsOnlyKeys(NginxConfiguration.FILE_NAMES);
        assertThat(FILES.get("nginx.conf")).doesNotContainPattern("@[a-zA-Z]+@").contains("listen  8080 ");
    }

    @Test
    void liesWhereBothContainersMountIt() {
        assertThat(NginxConfiguration.FOLDER).isEqualTo(PodLayout.RELEASE_MOUNT);
        assertThat(NginxConfiguration.RUN_FOLDER).startsWith(PodLayout.TMP_MOUNT + "/");
        assertThat(NginxConfiguration.preStop(Duration.ofSeconds(10)))
                .containsExactly("/bin/sh", "/etc/magento-bluegreen/release/nginx.sh", "drain", "10");
        assertThat(FILES.get("nginx.sh")).contains("run=" + NginxConfiguration.RUN_FOLDER + "\n");
        assertThat(FILES.get("nginx.conf")).contains("(-f " + NginxConfiguration.DRAIN_FILE + ")");
    }

    private String written(String file) throws IOException {
        return Files.writeString(folder.resolve(file), FILES.get(file)).toString();
    }

    private static String outputOf(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
