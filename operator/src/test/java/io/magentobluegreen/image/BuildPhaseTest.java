package io.magentobluegreen.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the build, run by a real shell; composer and Magento are played and note how they were called. */
class BuildPhaseTest {
    private static final String MAGENTO = """
            #!/bin/sh
            echo "$*" >>"$CALLS"
            case "$*" in
              *di:compile*) mkdir -p generated/metadata ;;
              *static-content:deploy*)
                mkdir -p pub/static
                for option; do case $option in --content-version=*) printf %s "${option#*=}" >pub/static/deployed_version.txt ;; esac; done ;;
              *dump-autoload*)
                mkdir -p vendor/composer vendor/magento/framework/Module/Plugin
                echo map >vendor/composer/autoload_classmap.php
                echo "'deployment/blue_green/enabled'" >vendor/magento/framework/Module/Plugin/DbStatusValidator.php ;;
            esac
            """;

    @TempDir
    Path folder;

    private Path store;
    private Path calls;

    @BeforeEach
    void prepare() throws IOException {
        store = Files.createDirectories(folder.resolve("store"));
        calls = folder.resolve("calls");
        for (String program : List.of("composer", "php")) {
            executable(folder.resolve("programs").resolve(program), MAGENTO);
        }
        executable(store.resolve("bin/magento"), "");
        Files.createDirectories(store.resolve("var/cache"));
        Files.createDirectories(store.resolve("pub/media/catalog"));
        Files.writeString(store.resolve("secretive.php"), "<?php");
        Files.setPosixFilePermissions(store.resolve("secretive.php"), PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void callsComposerAndMagentoInTheOrderOfTheArticle() throws Exception {
        assertThat(build(Map.of("RELEASE", "2.1.0"))).isEmpty();

        assertThat(Files.readAllLines(calls))
                .containsExactly(
                        "install --no-dev --no-interaction --no-progress --no-scripts --no-plugins --download-only",
                        "install --no-dev --no-interaction --no-progress --optimize-autoloader",
                        "-d memory_limit=2G bin/magento setup:di:compile",
                        "dump-autoload --no-dev --optimize --apcu",
                        "-d memory_limit=2G bin/magento setup:static-content:deploy --jobs=4 --content-version=2.1.0"
                                + " --theme Magento/backend --theme Magento/luma en_US de_DE");
    }

    @Test
    void leavesFilesThatEverybodyReadsAndNobodyWrites() throws Exception {
        assertThat(build(Map.of("RELEASE", "2.1.0"))).isEmpty();

        assertThat(permissions("secretive.php")).isEqualTo("rw-r--r--");
        assertThat(permissions("bin/magento")).isEqualTo("rwxr-xr-x");
        assertThat(permissions("pub/static")).isEqualTo("rwxr-xr-x");
        assertThat(store.resolve("pub/static/deployed_version.txt")).hasContent("2.1.0");
        assertThat(store.resolve("var")).isEmptyDirectory();
        assertThat(store.resolve("pub/media")).isEmptyDirectory();
    }

    @Test
    void failsWithoutTheReleasesName() throws Exception {
        assertThat(build(Map.of("RELEASE", ""))).contains("give --build-arg RELEASE");
    }

    @Test
    void failsWhereTheStoresPasswordsWouldBeBuiltIn() throws Exception {
        Files.createDirectories(store.resolve("app/etc"));
        Files.writeString(store.resolve("app/etc/env.php"), "<?php return [];");

        assertThat(build(Map.of("RELEASE", "2.1.0"))).contains("belongs in the Secret");
    }

    /** Runs each command as docker does, in a shell of its own; answers what the first that fails says, else nothing. */
    private String build(Map<String, String> arguments) throws Exception {
        for (String command : Dockerfile.read().commands("build")) {
            if (command.startsWith("apt-get ")) {
                continue; // it would change this machine
            }
            Process shell = shell(command, arguments);
            String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (shell.waitFor() != 0) {
                return said + " (" + command + ")";
            }
        }
        return "";
    }

    private Process shell(String command, Map<String, String> arguments) throws IOException {
        ProcessBuilder shell = new ProcessBuilder("/bin/sh", "-c", command)
                .directory(store.toFile())
                .redirectErrorStream(true);
        Dockerfile.read().stage("build").stream()
                .filter(line -> line.startsWith("ARG ") && line.contains("="))
                .map(line -> line.substring(4).split("=", 2))
                .forEach(pair -> shell.environment().put(pair[0], pair[1].replace("\"", "")));
        shell.environment().putAll(arguments);
        shell.environment().put("CALLS", calls.toString());
        shell.environment().merge("PATH", folder.resolve("programs").toString(), (path, ours) -> ours + ":" + path);
        return shell.start();
    }

    private String permissions(String file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(store.resolve(file)));
    }

    private static void executable(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
