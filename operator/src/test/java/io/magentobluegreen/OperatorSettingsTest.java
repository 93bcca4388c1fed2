package io.magentobluegreen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.okhttp.OkHttpClientFactory;
import io.magentobluegreen.running.LeaderLease;
import io.magentobluegreen.running.LogFormat;
import io.magentobluegreen.running.LogLevel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The operator's settings, and what its classpath settles. */
class OperatorSettingsTest {
    @Test
    void hasADefaultForEachSetting() {
        OperatorSettings settings = OperatorSettings.from(Map.of("LEADER_ELECTION_NAMESPACE", " "));

        assertThat(settings)
                .isEqualTo(new OperatorSettings(
                        Set.of(),
                        false,
                        true,
                        true,
                        16,
                        Optional.empty(),
                        8080,
                        Duration.ofSeconds(20),
                        new OperatorSettings.Logging(LogFormat.TEXT, LogLevel.INFO)));
    }

    @Test
    void readsEachSetting() {
        OperatorSettings settings = OperatorSettings.from(Map.of(
                "WATCH_NAMESPACES", " shop, outlet,,",
                "STOREFRONT_PORT_FORWARD", "true",
                "READ_SECRETS", "false",
                "RECONCILE_THREADS", "4",
                "HTTP_PORT", "9090",
                "SHUTDOWN_TIMEOUT", "1m30s",
                "LOG_FORMAT", "json",
                "LOG_LEVEL", "debug"));

        assertThat(settings)
                .isEqualTo(new OperatorSettings(
                        Set.of("shop", "outlet"),
                        true,
                        false,
                        false,
                        4,
                        Optional.empty(),
                        9090,
                        Duration.ofSeconds(90),
                        new OperatorSettings.Logging(LogFormat.JSON, LogLevel.DEBUG)));
    }

    @Test
    void leadsByTheLeaseThatIsNamed() {
        Map<String, String> namespace = Map.of("LEADER_ELECTION_NAMESPACE", "operators");
        Map<String, String> all = new HashMap<>(namespace);
        all.put("LEADER_ELECTION_LEASE_NAME", "shop.releases");
        all.put("POD_NAME", "operator-7d4b-x1");

        assertThat(OperatorSettings.from(all).lease())
                .contains(new LeaderLease.Name("operators", "shop.releases", "operator-7d4b-x1"));
        assertThat(OperatorSettings.from(namespace).lease())
                .map(LeaderLease.Name::name)
                .contains("magento-release-operator");
    }

    @Test
    void areEachARowOfThePageForOperators() throws IOException {
        Set<String> read = new TreeSet<>();
        OperatorSettings.from(new HashMap<>() {
            @Override
            public String get(Object name) {
                read.add(name.toString());
                return name.equals("LEADER_ELECTION_NAMESPACE") ? "operators" : null;
            }
        });

        List<String> rows = Pattern.compile("(?m)^\\| `([A-Z][A-Z_]+)` \\|")
                .matcher(Files.readString(Path.of("../docs/operating.md")))
                .results()
                .map(row -> row.group(1))
                .toList();
        assertThat(rows).containsExactlyInAnyOrderElementsOf(read);
    }

    @ParameterizedTest
    @CsvSource({
        "WATCH_NAMESPACES, Shop",
        "WATCH_NAMESPACES, 'shop, -x'",
        "STOREFRONT_PORT_FORWARD, yes",
        "STOREFRONT_SERVICES, 1",
        "RECONCILE_THREADS, 0",
        "RECONCILE_THREADS, 257",
        "RECONCILE_THREADS, 4.5",
        "RECONCILE_THREADS, -1",
        "LEADER_ELECTION_NAMESPACE, a b",
        "LEADER_ELECTION_LEASE_NAME, Lease",
        "HTTP_PORT, 65536",
        "HTTP_PORT, http",
        "SHUTDOWN_TIMEOUT, 20",
        "SHUTDOWN_TIMEOUT, 0s",
        "SHUTDOWN_TIMEOUT, 1h",
        "LOG_FORMAT, xml",
        "LOG_LEVEL, loud"
    })
    void namesTheSettingThatIsBad(String name, String value) {
        assertThatThrownBy(() -> OperatorSettings.from(Map.of(name, value)))
                .isInstanceOf(BadSetting.class)
                .hasMessageStartingWith(name + "=" + value + ": ");
    }

    @Test
    void asksByOneHttpClientOnly() {
        assertThat(ServiceLoader.load(HttpClient.Factory.class))
                .singleElement()
                .isInstanceOf(OkHttpClientFactory.class);
    }
}
