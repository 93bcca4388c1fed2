package io.magentobluegreen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Provide;

/** Whatever stands in the environment: settings come out, or the one that is bad is named. */
class SettingsPropertyTest {
    private static final List<String> NAMES = List.of(
            "WATCH_NAMESPACES",
            "STOREFRONT_PORT_FORWARD",
            "RECONCILE_THREADS",
            "LEADER_ELECTION_LEASE_NAME",
            "LEADER_ELECTION_NAMESPACE",
            "HTTP_PORT",
            "SHUTDOWN_TIMEOUT",
            "LOG_FORMAT",
            "LOG_LEVEL");

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.of(NAMES);
    }

    @Provide
    Arbitrary<String> values() {
        return Arbitraries.oneOf(
                Hostile.text(), Arbitraries.of("true", "7", "20s", "json", "shops,other", "99999999999"));
    }

    @Holds
    void areReadOrTheBadOneIsNamed(@ForAll("names") String name, @ForAll("values") String value) {
        try {
            assertThat(OperatorSettings.from(Map.of(name, value))).isNotNull();
        } catch (BadSetting bad) {
            assertThat(bad.getMessage()).contains(name);
        }
    }
}
