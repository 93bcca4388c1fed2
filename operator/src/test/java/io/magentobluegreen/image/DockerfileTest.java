package io.magentobluegreen.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.Programs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the images of a store are built: every instruction in the order that Magento and the operator need. */
class DockerfileTest {
    private Dockerfile file;

    @BeforeEach
    void read() throws IOException {
        file = Dockerfile.read();
    }

    @Test
    void buildsInTheRightOrder() {
        assertThat(String.join("\n", file.stage("build")))
                .containsSubsequence(
                        "COPY composer.json composer.lock ./",
                        "composer install --no-dev",
                        "--download-only",
                        "COPY . .",
                        "composer install --no-dev",
                        "--optimize-autoloader",
                        "bin/magento setup:di:compile",
                        "composer dump-autoload --no-dev --optimize --apcu",
                        "bin/magento setup:static-content:deploy",
                        "chmod -R u=rwX,go=rX .",
                        "pub/static/deployed_version.txt");
    }

    /** Composer's plugins put Magento's files in their places where packages are installed, and at no other time. */
    @Test
    void installsOnceWithScriptsAndPluginsWhenTheCodeIsThere() {
        List<String> stage = file.stage("build");
        assertThat(String.join("\n", stage)).contains("--no-scripts --no-plugins --download-only");
        List<String> installs = stage.stream()
                .filter(line -> line.contains("composer install") && !line.contains("--download-only"))
                .toList();

        assertThat(installs).hasSize(1);
        assertThat(installs.get(0)).doesNotContain("--no-scripts", "--no-plugins");
        assertThat(stage.indexOf("COPY . .")).isBetween(0, stage.indexOf(installs.get(0)));
    }

    @Test
    void keepsPasswordsOutOfItsLayers() throws IOException {
        assertThat(file.stage("build").stream().filter(line -> line.contains("composer install")))
                .hasSize(2)
                .allMatch(line -> line.startsWith("RUN --mount=type=secret,id=composer_auth,"));
        assertThat(Dockerfile.FOLDER.resolve("Dockerfile.dockerignore"))
                .content()
                .contains("\nauth.json\n", "\napp/etc/env.php\n", "\n.git\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"php", "nginx", "own-nginx"})
    void runsAsANumberThatIsNotRoot(String stage) {
        assertThat(file.last(stage, "USER")).matches("[1-9]\\d*:[1-9]\\d*");
    }

    @Test
    void givesBothImagesTheFilesOfOneBuild() {
        assertThat(file.last("php", "COPY")).isEqualTo("--from=build /var/www/html /var/www/html");
        assertThat(file.last("nginx", "COPY")).isEqualTo("--from=build /var/www/html/pub /var/www/html/pub");
        assertThat(file.stage("own-nginx").get(0)).isEqualTo("FROM php AS own-nginx");
    }

    @Test
    void runsNoUpgradeAndNoCronInAnyImage() {
        Stream<String> all = file.stages().values().stream().flatMap(List::stream);

        assertThat(all).noneMatch(line -> line.contains("setup:upgrade") || line.contains("cron"));
    }

    @Test
    void pinsWhatItIsBuiltFrom() {
        assertThat(file.stages().values().stream().flatMap(List::stream).filter(line -> line.startsWith("FROM ")))
                .allMatch(line -> line.matches("FROM (\\S+:\\S+|runtime|php) AS \\S+"))
                .noneMatch(line -> line.contains(":latest"));
    }

    @Test
    void passesALinter() throws Exception {
        Process linter = new ProcessBuilder(
                        Programs.require("hadolint").toString(), "--ignore", "DL3059", Dockerfile.FILE.toString())
                .redirectErrorStream(true)
                .start();

        String said = new String(linter.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(linter.waitFor()).as(said).isZero();
    }
}
