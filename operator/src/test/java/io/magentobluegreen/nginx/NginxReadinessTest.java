package io.magentobluegreen.nginx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.magentobluegreen.load.RawAnswer;
import io.magentobluegreen.manifest.nginx.NginxConfiguration;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ready is what php-fpm answers, without a line of the store's code. */
class NginxReadinessTest {

    @TempDir
    Path folder;

    private WebPodOnLoopback pod;

    @AfterEach
    void stop() {
        if (pod != null) {
            pod.close();
        }
    }

    @Test
    void isReadyWithoutTheStoresCode() throws IOException {
        pod = WebPodOnLoopback.started(folder, "0123456789");
        pod.put("index.php", "<?php http_response_code(500);");

        RawAnswer answer = pod.get("/health");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("ready\n");
        assertThat(pod.get("/").status()).isEqualTo(500);
    }

    @Test
    void isNotReadyWhenPhpIsGone() throws Exception {
        pod = WebPodOnLoopback.started(folder, "0123456789");
        pod.php().terminate();
        pod.php().exitCode();

        RawAnswer answer = pod.get("/health");

        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.headers().get("X-Magento-Release")).containsExactly("0123456789");
        assertThat(answer.header("Cache-Control")).contains("no-store");
    }

    @Test
    void isReadyAgainWhenPhpIsBack() throws Exception {
        pod = WebPodOnLoopback.started(folder, "0123456789");
        pod.php().terminate();
        pod.php().exitCode();
        pod.get("/health");

        pod.startPhp();

        pod.awaitReady();
    }

    @Test
    void isReadyWithoutAccessLogWhereStandardOutputIsAnotherUsers() throws Exception {
        assumeThat(System.getProperty("user.name")).as("skipped: needs root").isEqualTo("root");
        pod = WebPodOnLoopback.started(folder, "0123456789");
        pod.nginx().terminate();
        pod.nginx().exitCode();

        pod.startNginx("rw-------");

        assertThat(pod.get("/").status()).isEqualTo(200);
        assertThat(pod.nginx().log()).doesNotContain("GET /");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ready", "/a%20b", "/a\"b\\c;d{e}$f", "/100%25", "/a?b=c", "/a+b", "/@root@"})
    void answersOnThePathAskedFor(String path) throws IOException {
        pod = WebPodOnLoopback.started(folder, "0123456789", path);

        assertThat(pod.get(path).text()).isEqualTo("ready\n");
        assertThat(pod.get("/health").text()).startsWith("program=index.php");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/?a", "/%69ndex.php", "/get.php", "/static/a.css", "/media/a.jpg", "/100%"})
    void refusesPathsOfTheStore(String path) {
        assertThat(NginxConfiguration.refusal(path)).get().asString().contains("web.readiness.path " + path + " ");
        assertThatThrownBy(() -> new NginxConfiguration(8080, "0123456789", "/var/www/html", path))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
