package io.magentobluegreen;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One API server has to do for all tests of a build. */
@NeedsRealApiServer
class RealApiServerTest {
    @Test
    void hasAddressesForMoreServicesThanOneSmallRangeHolds() {
        RealApiServer server = RealApiServer.require();
        String namespace = server.newNamespace();
        Set<String> addresses = IntStream.range(0, 300)
                .mapToObj(number -> create(server, namespace, "service-" + number))
                .map(service -> service.getSpec().getClusterIP())
                .collect(Collectors.toSet());
        assertThat(addresses).hasSize(300).doesNotContain("None");
    }

    private static Service create(RealApiServer server, String namespace, String name) {
        Service service = new ServiceBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .endMetadata()
                .withNewSpec()
                .addNewPort()
                .withPort(80)
                .endPort()
                .endSpec()
                .build();
        return server.admin().resource(service).create();
    }
}
