package io.magentobluegreen.cluster.storefront.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PodTest {
    @ParameterizedTest
    @ValueSource(strings = {"10.244.0.17", "255.255.255.255", "0.0.0.0", "fd00::1", "::1", "::ffff:10.0.0.1"})
    void hasAnIpAddress(String address) {
        assertThat(new Pod("shops", "shop-1", address, 8080).address()).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "shop-1",
                "localhost",
                "dead.beef",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.4.",
                "256.1.1.1",
                ":",
                "1:2",
                "::1/64",
                "http://10.0.0.1"
            })
    void refusesAnAddressThatWouldBeLookedUp(String address) {
        assertThatThrownBy(() -> new Pod("shops", "shop-1", address, 8080))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("pod shop-1 has no IP address");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 65_536})
    void refusesAPortThatIsNone(int port) {
        assertThatThrownBy(() -> new Pod("shops", "shop-1", "10.0.0.1", port))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
