package io.magentobluegreen.cluster.storefront.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.Holds;
import io.magentobluegreen.Hostile;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Provide;
import okhttp3.Request;

/** A page is refused, or asked of the address and of nothing else, with the headers it has and no others. */
class WirePropertyTest {

    record Wanted(String host, String path, String name, String value, String body) {
        Page page() {
            return new Page("POST", host, path, Map.of(name, value), body, Expected.SUCCESS);
        }

        Optional<Page> accepted() {
            try {
                return Optional.of(page());
            } catch (IllegalArgumentException refused) {
                return Optional.empty();
            }
        }
    }

    @Provide
    Arbitrary<Wanted> pages() {
        return Combinators.combine(
                        Arbitraries.oneOf(Arbitraries.of("www.example.com"), Hostile.text()),
                        Arbitraries.oneOf(Hostile.text().map(path -> "/" + path), Hostile.text()),
                        Arbitraries.oneOf(Arbitraries.of("X-Shop", "Accept"), Hostile.text()),
                        Hostile.text(),
                        Hostile.text())
                .as(Wanted::new);
    }

    @Holds
    void staysOnThePodWithTheHeadersOfThePage(@ForAll("pages") Wanted wanted) {
        wanted.accepted().ifPresent(page -> {
            Request request = Wire.request("10.0.0.7", 8080, page);

            assertThat(request.url().host()).isEqualTo("10.0.0.7");
            assertThat(request.url().port()).isEqualTo(8080);
            assertThat(request.url().scheme()).isEqualTo("http");
            assertThat(request.headers("Host")).containsExactly(wanted.host());
            assertThat(request.header(wanted.name())).isEqualTo(wanted.value().trim());
            assertThat(request.headers().names()).hasSizeLessThanOrEqualTo(5);
            assertThat(request.headers().toString())
                    .doesNotContain("\r")
                    .hasLineCount(request.headers().size());
            assertThat(request.url().encodedPath() + request.url().encodedQuery())
                    .doesNotContainAnyWhitespaces();
        });
    }

    @Holds
    void refusesWhatWouldBeAnotherLine(@ForAll("pages") Wanted wanted) {
        boolean lines =
                (wanted.host() + wanted.path() + wanted.name() + wanted.value()).matches("(?s).*[\\r\\n\\x00\\x7f].*");

        if (lines) {
            assertThat(wanted.accepted()).isEmpty();
        }
    }
}
