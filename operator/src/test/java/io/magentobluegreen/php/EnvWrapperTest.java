package io.magentobluegreen.php;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.magentobluegreen.manifest.EnvOverrides;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each folder of {@code php/env} is a base file, the user's overrides, and the whole array that comes out of them. */
class EnvWrapperTest {

    private static final Path CASES = Path.of("src/test/resources/php/env");
    private static final List<String> FILES =
            List.of("base.php", "users.json", "expected-web.json", "expected-job.json");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PRINT = "error_reporting(-1); ini_set('display_errors', '1');"
            + "echo json_encode(require 'env.php', JSON_PRETTY_PRINT | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE"
            + " | JSON_PRESERVE_ZERO_FRACTION | JSON_THROW_ON_ERROR), \"\\n\";";

    @TempDir
    Path folder;

    private Php php;

    @BeforeEach
    void layOut() {
        php = new Php(folder)
                .with("MAGENTO_BLUEGREEN_BASE", folder.resolve("base.php"))
                .with("MAGENTO_BLUEGREEN_OVERRIDES", folder.resolve("overrides.json"))
                .with("SHOP_DB_HOST", "db.example.com")
                .with("SHOP_DB_PASSWORD", "it's $ecret")
                .with("SHOP_PREFIX", "env")
                .with("SHOP_REDIS", "redis.example.com");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void givesWebPodsTheWholeExpectedArray(String name) throws IOException {
        assertThat(effective(name, EnvOverrides::web)).isEqualTo(read(name, "expected-web.json"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void givesJobsTheWholeExpectedArray(String name) throws IOException {
        php.with("MAGENTO_BLUEGREEN_LOCK_WAIT_TIMEOUT", "3");

        assertThat(effective(name, EnvOverrides::job)).isEqualTo(read(name, "expected-job.json"));
    }

    @Test
    void givesCleaningJobsTheArrayOfWebPodsWithoutHostsToPurge() throws IOException {
        String web = effective("redis-with-preload-keys", EnvOverrides::web);

        String cleaning = effective("redis-with-preload-keys", EnvOverrides::cleaning);

        Map<String, Object> expected = JSON.readValue(web, new TypeReference<>() {});
        expected.put("http_cache_hosts", List.of());
        assertThat(JSON.readValue(cleaning, new TypeReference<Map<String, Object>>() {}))
                .isEqualTo(expected);
    }

    @Test
    void givesOtherProcessesTheArrayOfWebPodsWithTheStoresOwnCron() throws IOException {
        Map<String, Object> web = JSON.readValue(effective("file-cache", EnvOverrides::web), new TypeReference<>() {});

        Map<String, Object> processes =
                JSON.readValue(effective("file-cache", EnvOverrides::processes), new TypeReference<>() {});

        assertThat(web.remove("cron")).isEqualTo(Map.of("enabled", 0));
        assertThat(web.remove("cron_consumers_runner")).isEqualTo(Map.of("cron_run", false));
        assertThat(processes).isEqualTo(web);
    }

    @Test
    void keepsEveryByteThatTheOverridesDoNotName() throws IOException {
        php.write(
                "base.php",
                "<?php return ['a' => \"\\xff\\x00\\xe9'\\\\\", 'b' => 0.1, 'c' => -0.0, 'd' => 'x' . PHP_EOL];");
        php.write("overrides.json", overrides(Map.of()).web());

        Php.Ended ended = php.run(
                "-r",
                "$e = require 'env.php'; echo serialize(array_intersect_key($e, require 'base.php')) === serialize(require 'base.php') ? 'same' : 'other';");

        assertThat(ended.out()).isEqualTo("same");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?>\n\n", "?>\n  \n", "?>trailing"})
    void printsNothingOfWhatStandsAfterAClosingTag(String end) {
        php.write("base.php", "\n\n<?php return ['a' => 1]; " + end);
        php.write("overrides.json", overrides(Map.of()).web());

        Php.Ended ended = php.run("-r", "$e = require 'env.php'; echo ob_get_level(), $e['a'];");

        assertThat(ended).isEqualTo(new Php.Ended(0, "01", ""));
    }

    @Test
    void printsNothingOfWhatTheStoresFilePrints() {
        php.write(
                "base.php",
                "<?php function shop() { echo 'geheim'; return 1; } ob_start(); echo 'x'; return ['a' => shop()];");
        php.write("overrides.json", overrides(Map.of()).web());

        Php.Ended ended =
                php.run("-r", "ob_start(); echo 'kept'; $e = require 'env.php'; ob_end_flush(); echo $e['a'];");

        assertThat(ended).isEqualTo(new Php.Ended(0, "kept1", ""));
    }

    @ParameterizedTest
    @CsvSource({"opcache.enable_cli=0", "opcache.enable_cli=1"})
    void answersTheSameHoweverOftenMagentoIncludesIt(String setting) throws IOException {
        php.write("base.php", Files.readString(CASES.resolve("redis-with-preload-keys/base.php")));
        php.write("overrides.json", overrides(Map.of()).web());

        Php.Ended ended = php.run(
                "-d",
                setting,
                "-r",
                "$a = include 'env.php'; for ($i = 0; $i < 50; $i++) { $b = include 'env.php'; } echo $a === $b && count($a) > 5 ? 'same' : 'other';");

        assertThat(ended).isEqualTo(new Php.Ended(0, "same", ""));
    }

    @Test
    void everyFileOfACaseIsUsed() throws IOException {
        try (Stream<Path> files = Files.walk(CASES)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> file.getFileName().toString()))
                    .allMatch(FILES::contains);
        }
    }

    private String effective(String name, Function<EnvOverrides, String> variant) throws IOException {
        php.write("base.php", read(name, "base.php"));
        Map<String, Object> users = Files.exists(CASES.resolve(name).resolve("users.json"))
                ? JSON.readValue(read(name, "users.json"), new TypeReference<>() {})
                : Map.of();
        php.write("overrides.json", variant.apply(overrides(users)));
        Php.Ended ended = php.run("-r", PRINT);
        assertThat(ended.code()).as(ended.out() + ended.err()).isZero();
        return ended.out();
    }

    private static EnvOverrides overrides(Map<String, Object> users) {
        return new EnvOverrides("0123456789", users);
    }

    private static String read(String name, String file) throws IOException {
        return Files.readString(CASES.resolve(name).resolve(file));
    }

    static Stream<String> cases() {
        return Arrays.stream(CASES.toFile().list()).sorted();
    }
}
