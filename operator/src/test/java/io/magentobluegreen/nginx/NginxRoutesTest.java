package io.magentobluegreen.nginx;

import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.load.RawAnswer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which file or program answers which path, with which headers; the same while the pod drains. */
class NginxRoutesTest {

    private static final List<String> FILES = List.of(
            "static/frontend/a.css",
            "static/frontend/a.zip",
            "static/frontend/a.bin",
            "static/deployed_version.txt",
            "static/.git/a.js",
            "static/a.php",
            "media/.git/a.js",
            "media/catalog/a.jpg",
            "media/catalog/a b.jpg",
            "media/.thumbswysiwyg/a.jpg",
            "media/a.zip",
            "media/a.bin",
            "media/a.php",
            "media/a.phtml",
            "media/.htaccess",
            "media/customer/a.jpg",
            "media/customer/a.php",
            "media/customer_address/a.jpg",
            "media/custom_options/a.jpg",
            "media/downloadable/a.jpg",
            "media/import/a.jpg",
            "media/theme_customization/b/a.xml",
            "errors/local.xml",
            "errors/default/page.css",
            "robots.txt",
            ".user.ini",
            ".htaccess",
            ".well-known/security.txt");

    @TempDir
    static Path folder;

    private static WebPodOnLoopback pod;

    @BeforeAll
    static void start() throws IOException {
        pod = WebPodOnLoopback.started(folder, "0123456789");
        for (String file : FILES) {
            pod.put(file, "file=" + file);
        }
        Files.createDirectories(pod.store().resolve("setup"));
        Files.writeString(pod.store().resolve("setup/index.php"), "<?php echo 'setup';");
    }

    @AfterAll
    static void stop() {
        pod.close();
    }

    @AfterEach
    void endDrain() throws IOException {
        Files.deleteIfExists(pod.run("drain"));
    }

    /** {@code says} is the first line of the body; {@code query} what the program is asked with. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            path                                | status | says                               | query                  | cache                    | frame
            /                                   | 200    | program=index.php                  |                        |                          |
            /?a=b&c=%20d                        | 200    | program=index.php                  | a=b&c=%20d             |                          |
            /women/tops.html                    | 200    | program=index.php                  |                        |                          |
            /a%20b%3Fc?d=%3F                    | 200    | program=index.php                  | d=%3F                  |                          |
            /index.php                          | 200    | program=index.php                  |                        |                          |
            /index.php/admin/                   | 200    | program=index.php                  |                        |                          |
            /health_check.php                   | 200    | program=health_check.php           |                        |                          |
            /setup/index.php                    | 404    | program=errors/404.php             |                        |                          |
            /setup/                             | 200    | program=index.php                  |                        |                          |
            /unknown.php                        | 404    | program=errors/404.php             |                        |                          |
            /robots.txt                         | 200    | file=robots.txt                    |                        |                          |
            /.well-known/security.txt           | 200    | file=.well-known/security.txt      |                        |                          |
            /.user.ini                          | 404    | program=errors/404.php             |                        |                          |
            /.htaccess                          | 404    | program=errors/404.php             |                        |                          |
            /static/frontend/a.css              | 200    | file=static/frontend/a.css         |                        | max-age=31536000, public | SAMEORIGIN
            /static/version17/frontend/a.css    | 200    | file=static/frontend/a.css         |                        | max-age=31536000, public | SAMEORIGIN
            /static/version17/frontend/a.css?x  | 200    | file=static/frontend/a.css         |                        | max-age=31536000, public | SAMEORIGIN
            /static/frontend/a.zip              | 200    | file=static/frontend/a.zip         |                        | no-store                 | SAMEORIGIN
            /static/frontend/a.bin              | 200    | file=static/frontend/a.bin         |                        | max-age=315360000        | SAMEORIGIN
            /static/deployed_version.txt        | 200    | file=static/deployed_version.txt   |                        | max-age=315360000        | SAMEORIGIN
            /static/version17/frontend/none.css | 200    | program=static.php                 | resource=frontend/none.css |                      |
            /static/frontend/none.css?a=b       | 200    | program=static.php                 | resource=frontend/none.css |                      |
            /static/none.css?resource=../x      | 200    | program=static.php                 | resource=none.css      |                          |
            /static/none.zip                    | 200    | program=static.php                 | resource=none.zip      |                          |
            /static/frontend/none               | 200    | program=static.php                 | resource=frontend/none |                          |
            /static/.git/a.js                   | 404    | program=errors/404.php             |                        |                          |
            /static/a.php                       | 404    | program=errors/404.php             |                        |                          |
            /media/catalog/a.jpg                | 200    | file=media/catalog/a.jpg           |                        | max-age=31536000, public | SAMEORIGIN
            /media/catalog/a%20b.jpg            | 200    | file=media/catalog/a b.jpg         |                        | max-age=31536000, public | SAMEORIGIN
            /media/.thumbswysiwyg/a.jpg         | 200    | file=media/.thumbswysiwyg/a.jpg    |                        | max-age=31536000, public | SAMEORIGIN
            /media/a.zip                        | 200    | file=media/a.zip                   |                        | no-store                 | SAMEORIGIN
            /media/a.bin                        | 200    | file=media/a.bin                   |                        |                          | SAMEORIGIN
            /media/catalog/none.jpg?w=1         | 200    | program=get.php                    | w=1                    |                          |
            /media/none.csv                     | 200    | program=get.php                    |                        |                          |
            /media/none.bin                     | 200    | program=get.php                    |                        |                          |
            /media/.git/a.js                    | 404    | program=errors/404.php             |                        |                          |
            /media/a.php                        | 404    | program=errors/404.php             |                        |                          |
            /media/a.phtml                      | 404    | program=errors/404.php             |                        |                          |
            /media/.htaccess                    | 404    | program=errors/404.php             |                        |                          |
            /media/customer/a.jpg               | 404    | program=errors/404.php             |                        |                          |
            /media/customer/a.php               | 404    | program=errors/404.php             |                        |                          |
            /media/customer_address/a.jpg       | 404    | program=errors/404.php             |                        |                          |
            /media/custom_options/a.jpg         | 404    | program=errors/404.php             |                        |                          |
            /media/downloadable/a.jpg           | 404    | program=errors/404.php             |                        |                          |
            /media/import/a.jpg                 | 404    | program=errors/404.php             |                        |                          |
            /media/theme_customization/b/a.xml  | 404    | program=errors/404.php             |                        |                          |
            /pub/media/catalog/a.jpg            | 200    | file=media/catalog/a.jpg           |                        |                          | SAMEORIGIN
            /pub/media/customer/a.jpg           | 404    | program=errors/404.php             |                        |                          |
            /pub/media/theme_customization/b/a.xml | 404 | program=errors/404.php             |                        |                          |
            /pub/errors/local.xml               | 404    | program=errors/404.php             |                        |                          |
            /pub/index.php                      | 404    | program=errors/404.php             |                        |                          |
            /errors/local.xml                   | 404    | program=errors/404.php             |                        |                          |
            /errors/default/page.css            | 200    | file=errors/default/page.css       |                        |                          |
            /errors/503.php                     | 200    | program=errors/503.php             |                        |                          |
            /draining                           | 200    | program=index.php                  |                        |                          |
            /health                             | 200    | ready                              |                        | no-store                 |
            """)
    void answers(String path, int status, String says, String query, String cache, String frame) throws IOException {
        RawAnswer answer = pod.get(path);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(line(answer, 0)).isEqualTo(says);
        assertThat(answer.headers().get("X-Magento-Release")).containsExactly("0123456789");
        assertThat(joined(answer, "Cache-Control")).isEqualTo(cache);
        assertThat(joined(answer, "X-Frame-Options")).isEqualTo(frame);
        if (query != null) {
            assertThat(answer.text()).contains("\nQUERY_STRING=" + query + "\n");
        }
        assertSameWhileDraining(path, answer);
    }

    private static void assertSameWhileDraining(String path, RawAnswer expected) throws IOException {
        Files.writeString(pod.run("drain"), "");
        RawAnswer answer = pod.get(path);

        assertThat(answer.status()).isEqualTo(expected.status());
        assertThat(answer.text()).isEqualTo(expected.text());
        assertThat(compared(answer)).isEqualTo(compared(expected));
    }

    private static String compared(RawAnswer answer) {
        return answer.headers().entrySet().stream()
                .filter(header ->
                        !List.of("date", "expires").contains(header.getKey().toLowerCase()))
                .map(Object::toString)
                .collect(Collectors.joining("\n"));
    }

    private static String line(RawAnswer answer, int number) {
        return answer.text().lines().skip(number).findFirst().orElse("");
    }

    private static String joined(RawAnswer answer, String header) {
        List<String> values = answer.headers().get(header);
        return values == null ? null : Stream.of(values).flatMap(List::stream).collect(Collectors.joining(", "));
    }
}
