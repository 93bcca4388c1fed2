package io.magentobluegreen.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.magentobluegreen.NeedsRealApiServer;
import io.magentobluegreen.RealApiServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people read when they type {@code kubectl}. */
@NeedsRealApiServer
class KubectlTest {

    private static final String STATUS = """
            observedGeneration: 4
            phase: Verifying
            live: {release: 0123456789-6, colour: green, image: 'registry.example.com/shop/php:2.1.0', shortImage: 'shop/php:2.1.0', since: '2026-11-23T22:00:00Z'}
            target: {release: abcdef0123-7, image: 'registry.example.com/shop/php:2.2.0', shortImage: 'shop/php:2.2.0'}
            rollback: {revision: fedcba9876, summary: blue 54m}
            conditions:
              - {type: Available, status: 'True', reason: Serving, observedGeneration: 4, lastTransitionTime: '2026-11-23T22:00:00Z'}
              - {type: Ready, status: 'False', reason: Verifying, observedGeneration: 4, lastTransitionTime: '2026-11-23T22:00:00Z'}
            """;

    private final RealApiServer server = RealApiServer.require();
    private final String namespace = server.newNamespace();

    @TempDir
    Path folder;

    private Path kubeconfig;

    @BeforeEach
    void writeKubeconfig() throws IOException {
        kubeconfig = Files.writeString(folder.resolve("kubeconfig"), server.kubeconfig());
    }

    @Test
    void showsAStoreInOneLine() throws Exception {
        MagentoRelease created = create();
        server.admin().resource(withStatus(created)).updateStatus();

        List<String> lines = kubectl("get", "mrel").lines().toList();

        assertThat(lines.get(0).split(" {2,}"))
                .containsExactly("NAME", "LIVE", "COLOUR", "TARGET", "PHASE", "AVAILABLE", "READY", "ROLLBACK", "AGE");
        assertThat(lines.get(1))
                .matches("shop +shop/php:2.1.0 +green +shop/php:2.2.0 +Verifying +True +False +blue 54m +\\d+s");
    }

    @Test
    void keepsTheStatusAsItWasWritten() {
        MagentoRelease created = create();
        server.admin().resource(withStatus(created)).updateStatus();

        MagentoRelease stored = server.admin().resource(created).get();

        assertThat(stored.getStatus()).isEqualTo(withStatus(created).getStatus());
        assertThat(stored.getStatus().observedGeneration()).isEqualTo(4L);
    }

    @Test
    void explainsAField() throws Exception {
        assertThat(kubectl("explain", "magentorelease.spec.upgrade.lockWaitTimeout"))
                .contains("lock_wait_timeout of the Job's database connections")
                .contains("Default 3s.");
    }

    @Test
    void listsTheResourceAmongItsCategory() throws Exception {
        create();

        assertThat(kubectl("get", "magento")).contains("shop");
    }

    private MagentoRelease create() {
        MagentoRelease release = new MagentoRelease();
        release.setMetadata(new ObjectMetaBuilder()
                .withName("shop")
                .withNamespace(namespace)
                .build());
        release.setSpec(Serialization.unmarshal(
                "image: a\nenv: {secretName: shop-env}\nverification: {host: www.example.com}\n",
                MagentoReleaseSpec.class));
        return server.admin().resource(release).create();
    }

    private static MagentoRelease withStatus(MagentoRelease release) {
        release.setStatus(Serialization.unmarshal(STATUS, MagentoReleaseStatus.class));
        return release;
    }

    private String kubectl(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(RealApiServer.kubectl().toString(), "--kubeconfig", kubeconfig.toString(), "-n", namespace));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
