package io.magentobluegreen.cluster.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.magentobluegreen.api.MagentoReleaseSpec;
import org.junit.jupiter.api.Test;

/** Which pages a spec names for what. */
class PagesTest {
    @Test
    void provesAFlipByAVerifiedPageAndNotByReadinessOnAnotherPort() {
        Pages pages = pages("""
                "web": {"readiness": {"path": "/ready", "port": 9000}},
                "verification": {"host": "www.example.com", "paths": ["/login", "/cart"]}""");

        assertThat(pages.proving().path()).isEqualTo("/login");
        assertThat(pages.proving().headers()).containsEntry("X-Forwarded-Proto", "https");
    }

    @Test
    void provesAFlipByAPageThatOnlyReads() {
        Pages pages = pages("""
                "verification": {"host": "www.example.com", "paths": [], "checks": [
                    {"path": "/graphql", "method": "POST", "body": "{}"},
                    {"path": "/gone", "status": 404}]}""");

        assertThat(pages.proving().path()).isEqualTo("/gone");
        assertThat(pages.proving().expected().status()).contains(404);
    }

    @Test
    void asksEachCheckWithItsOwnHeadersOverThoseOfAll() {
        Pages pages = pages("""
                "verification": {"host": "www.example.com", "paths": [], "headers": {"Store": "de", "Via": "all"},
                    "checks": [{"path": "/", "host": "b2b.example.com", "headers": {"store": "fr"}}]}""");

        assertThat(pages.verified()).singleElement().satisfies(page -> {
            assertThat(page.host()).isEqualTo("b2b.example.com");
            assertThat(page.headers()).containsEntry("Store", "fr").containsEntry("Via", "all");
        });
    }

    private static Pages pages(String more) {
        String spec = "{\"image\": \"shop/php:1\", \"env\": {\"secretName\": \"shop-env\"}, %s}".formatted(more);
        return new Pages(new KubernetesSerialization().unmarshal(spec, MagentoReleaseSpec.class));
    }
}
