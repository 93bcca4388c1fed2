package io.magentobluegreen.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.magentobluegreen.api.MagentoReleaseSpec;
import io.magentobluegreen.api.spec.EnvSpec;
import io.magentobluegreen.api.spec.WebSpec;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RevisionDigestTest {

    private static final byte[] ENV_FILE = "<?php return ['backend' => []];\n".getBytes(StandardCharsets.UTF_8);

    private static final String FULL = """
            imagePullSecrets: [{name: registry}, {name: mirror}]
            env:
              secretName: shop-env
              key: production.php
              overrides: {system: {default: {web: {secure: {base_url: "https://www.example.com/"}}}}, empty: null}
              from: [{secretRef: {name: keys, optional: true}}, {prefix: A_, configMapRef: {name: settings}}]
            web:
              port: 8081
              root: /srv/magento
              nginxImage: registry.example.com/shop/nginx:2.1.0
              resources: {requests: {cpu: 500m, memory: 1Gi}, limits: {memory: 2Gi}}
              readiness: {path: /ping, port: 9000}
              podPatch: {spec: {nodeSelector: {disk: ssd}, priority: 1.5}}
            """;

    /** A changed value here releases every store of every user when the operator is upgraded. */
    @ParameterizedTest
    @CsvSource(textBlock = """
                    '', c1790a470c
                    'env: {secretName: shop-env, snapshot: false}', de6d15525d
                    'image: registry.example.com/shop/php:2.2.0', 7d04dc9817
                    """)
    void staysWhatItWas(String yaml, String revision) {
        assertThat(digest(yaml)).isEqualTo(revision);
    }

    @Test
    void staysWhatItWasWithEveryFieldSet() {
        assertThat(digest(FULL)).isEqualTo("cb66c91a40");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "web: {}",
                "web: {port: 8080, root: /var/www/html, nginxImage: null, resources: {}, podPatch: {}}",
                "web: {readiness: {path: /health, port: null}}",
                "web: {readiness: {port: 8080}}",
                "web: null",
                "imagePullSecrets: []",
                "env: {secretName: shop-env, key: env.php, snapshot: true, overrides: {}, from: []}",
                "env: {secretName: shop-env, key: null, snapshot: null, overrides: null, from: null}"
            })
    void isTheSameForADefaultLeftOutOrWrittenOut(String yaml) {
        assertThat(digest(yaml)).isEqualTo(digest(""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "web: {replicas: 7}",
                "paused: true",
                "env: {secretName: the-same-bytes-elsewhere}",
                "service: {name: store, port: 8080, type: NodePort, previewName: look, annotations: {a: b}}",
                "upgrade: {mode: Never, timeout: 2h, resources: {limits: {memory: 4Gi}}, acceptDatabaseOf: a}",
                "cache: {clean: {cutover: [config]}}",
                "verification: {host: shop.example.com, paths: [/], jobs: [{name: a}]}",
                "warmUp: {paths: [/], limit: 1}",
                "promotion: {mode: Manual}",
                "soak: {duration: 1m}",
                "rollback: {policy: Never}",
                "retain: {releases: 9}",
                "varnish: {purge: None}",
                "fieldOfALaterOperator: 1"
            })
    void isTheSameForWhatDoesNotChangeTheWebPods(String yaml) {
        assertThat(digest(yaml)).isEqualTo(digest(""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "image: registry.example.com/shop/php:2.1.1",
                "imagePullSecrets: [{name: registry}]",
                "env: {secretName: shop-env, key: other.php}",
                "env: {secretName: shop-env, snapshot: false}",
                "env: {secretName: shop-env, overrides: {a: null}}",
                "env: {secretName: shop-env, from: [{secretRef: {name: a}}]}",
                "web: {port: 8081}",
                "web: {root: /srv}",
                "web: {nginxImage: a}",
                "web: {resources: {requests: {cpu: 1}}}",
                "web: {resources: {limits: {cpu: 1}}}",
                "web: {readiness: {path: /}}",
                "web: {readiness: {port: 1}}",
                "web: {podPatch: {spec: null}}"
            })
    void changesWithEverythingThatChangesTheWebPods(String yaml) {
        assertThat(digest(yaml)).isNotEqualTo(digest(""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    web: {podPatch: {a: 1, b: {c: 2, d: 3}}}              | web: {podPatch: {b: {d: 3, c: 2}, a: 1}}
                    web: {podPatch: {a: 1.50}}                            | web: {podPatch: {a: 1.5}}
                    web: {podPatch: {a: 100}}                             | web: {podPatch: {a: 1e2}}
                    web: {resources: {limits: {memory: 1Gi}}}             | web: {resources: {limits: {memory: 1024Mi}}}
                    web: {resources: {requests: {cpu: 1}}}                | web: {resources: {requests: {cpu: 1000m}}}
                    web: {resources: {requests: {cpu: "0.50"}}}           | web: {resources: {requests: {cpu: 500m}}}
                    env: {secretName: a, from: [{secretRef: {name: b}}]}  | env: {secretName: a, from: [{prefix: "", secretRef: {optional: false, name: b}}]}
                    """)
    void isTheSameForTwoWaysToWriteOneThing(String one, String other) {
        assertThat(digest(one)).isEqualTo(digest(other)).isNotEqualTo(digest(""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    imagePullSecrets: [{name: a}, {name: b}]                           | imagePullSecrets: [{name: b}, {name: a}]
                    env: {secretName: a, from: [{secretRef: {name: b}}]}               | env: {secretName: a, from: [{configMapRef: {name: b}}]}
                    env: {secretName: a, from: [{secretRef: {name: b}}]}               | env: {secretName: a, from: [{secretRef: {name: b, optional: true}}]}
                    env: {secretName: a, snapshot: false}                              | env: {secretName: b, snapshot: false}
                    env: {secretName: a, overrides: {b: 1}}                            | env: {secretName: a, overrides: {b: "1"}}
                    web: {podPatch: {a: [1, 2]}}                                       | web: {podPatch: {a: [2, 1]}}
                    web: {resources: {limits: {cpu: 1}}}                               | web: {resources: {requests: {cpu: 1}}}
                    """)
    void tellsApartWhatIsNotTheSame(String one, String other) {
        assertThat(digest(one)).isNotEqualTo(digest(other));
    }

    @Test
    void changesWithTheBytesOfTheEnvFile() {
        byte[] other = "<?php return ['backend' => [] ];\n".getBytes(StandardCharsets.UTF_8);

        assertThat(RevisionDigest.of(spec(""), other)).isNotEqualTo(digest(""));
    }

    @Test
    void doesNotLookAtTheBytesWithoutASnapshot() {
        MagentoReleaseSpec spec = spec("env: {secretName: shop-env, snapshot: false}");

        assertThat(RevisionDigest.of(spec, new byte[] {1})).isEqualTo(RevisionDigest.of(spec, new byte[0]));
    }

    /** A field that joins these records belongs into the digest, without its default, if it makes web pods differ. */
    @Test
    void knowsEveryFieldOfTheRecordsItReads() {
        assertThat(components(MagentoReleaseSpec.class))
                .containsExactly(
                        "image",
                        "imagePullSecrets",
                        "paused",
                        "env",
                        "web",
                        "service",
                        "upgrade",
                        "cache",
                        "verification",
                        "warmUp",
                        "promotion",
                        "soak",
                        "rollback",
                        "retain",
                        "varnish");
        assertThat(components(EnvSpec.class)).containsExactly("secretName", "key", "snapshot", "overrides", "from");
        assertThat(components(WebSpec.class))
                .containsExactly("replicas", "port", "nginxImage", "root", "resources", "readiness", "podPatch");
        assertThat(components(WebSpec.Readiness.class)).containsExactly("path", "port");
    }

    private static Stream<String> components(Class<? extends Record> type) {
        return Stream.of(type.getRecordComponents()).map(RecordComponent::getName);
    }

    private static String digest(String yaml) {
        return RevisionDigest.of(spec(yaml), ENV_FILE);
    }

    private static MagentoReleaseSpec spec(String yaml) {
        StringBuilder whole = new StringBuilder(yaml).append('\n');
        if (!yaml.contains("image:")) {
            whole.append("image: registry.example.com/shop/php:2.1.0\n");
        }
        if (!yaml.contains("env:")) {
            whole.append("env: {secretName: shop-env}\n");
        }
        return Serialization.unmarshal(whole.toString(), MagentoReleaseSpec.class);
    }
}
