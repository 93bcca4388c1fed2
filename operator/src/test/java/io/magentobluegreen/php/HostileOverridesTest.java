package io.magentobluegreen.php;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.magentobluegreen.manifest.EnvOverrides;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a user writes into overrides arrives as it is, at any depth, as key and as value. */
class HostileOverridesTest {

    private static final List<String> PIECES = List.of(
            "'",
            "\"",
            "`",
            "\\",
            "\\'",
            "$x",
            "${HOME}",
            "{$x}",
            "<?php exit(1);",
            "?>",
            "<?=",
            "#!",
            "/*",
            "*/",
            "//",
            "\n",
            "\r\n",
            "\t",
            "\u0000",
            "\u001b[0m",
            "\u2028",
            "é",
            "😀",
            "%s",
            "../",
            "EOF;",
            "__halt_compiler();",
            "a");
    private static final String PRINT =
            "echo json_encode((require 'env.php')['hostile'], JSON_THROW_ON_ERROR | JSON_PRESERVE_ZERO_FRACTION);";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void arriveAsTheyAre(long seed) throws IOException {
        Map<String, Object> hostile = map(new Random(seed), 4);
        Php php = new Php(folder);
        php.with("MAGENTO_BLUEGREEN_BASE", php.write("base.php", "<?php return [];"))
                .with(
                        "MAGENTO_BLUEGREEN_OVERRIDES",
                        php.write("overrides.json", overrides(hostile).job()));

        Php.Ended ended = php.run("-r", PRINT);

        assertThat(ended.err()).isEmpty();
        assertThat(new ObjectMapper().readValue(ended.out(), new TypeReference<Map<String, Object>>() {}))
                .isEqualTo(hostile);
    }

    private static EnvOverrides overrides(Map<String, Object> hostile) {
        return new EnvOverrides("0123456789", Map.of("hostile", hostile));
    }

    private static Map<String, Object> map(Random random, int depth) {
        Map<String, Object> map = new LinkedHashMap<>();
        // No key is a number to PHP, which knows no difference between such a map and a list.
        IntStream.rangeClosed(0, 6).forEach(i -> map.put("k" + text(random), value(random, depth)));
        return map;
    }

    private static Object value(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 8 : 6)) {
            case 0 -> random.nextInt();
            case 1 -> random.nextInt(1000) + 0.5;
            case 2 -> random.nextBoolean();
            case 3, 4, 5 -> text(random);
            case 6 ->
                IntStream.rangeClosed(0, random.nextInt(4))
                        .mapToObj(i -> value(random, depth - 1))
                        .toList();
            default -> map(random, depth - 1);
        };
    }

    private static String text(Random random) {
        return IntStream.range(0, random.nextInt(6))
                .mapToObj(i -> PIECES.get(random.nextInt(PIECES.size())))
                .collect(Collectors.joining());
    }
}
