package io.magentobluegreen.cluster.storefront.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {
    private static final String HOST = "www.example.com";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "http://elsewhere/",
                "/a b",
                "/a\r\nX-Injected: 1",
                "/a\nb",
                "/a\tb",
                "/\u0000",
                "/\u007f"
            })
    void refusesAPathThatCouldChangeTheRequest(String path) {
        assertThatThrownBy(() -> Page.get(HOST, path))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("write %20");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "https://www.example.com", "www.example.com/a", "a b", "a\r\nX-Injected: 1", "a@b", "a:b"})
    void refusesAHostThatIsNone(String host) {
        assertThatThrownBy(() -> Page.get(host, "/"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("www.example.com");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"www.example.com", "localhost", "shop.example.com:8443", "[::1]:80", "10.0.0.1", "a_b.example"})
    void acceptsAHost(String host) {
        assertThat(Page.get(host, "/").host()).isEqualTo(host);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a:b", "a\r\nb", "ä", "(a)"})
    void refusesAHeaderNameThatIsNone(String name) {
        assertThatThrownBy(() -> Page.get(HOST, "/").withHeaders(Map.of(name, "x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nX-Injected: 1", "a\nb", "a\rb", "\u0000", "\u007f", "\u0085"})
    void refusesAHeaderValueWithControlCharactersAndDoesNotRepeatIt(String value) {
        assertThatThrownBy(() -> Page.get(HOST, "/").withHeaders(Map.of("Authorization", value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the header Authorization has a control character in its value");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host", "content-length", "Transfer-Encoding", "CONNECTION"})
    void refusesHeadersThatFrameTheRequest(String name) {
        assertThatThrownBy(() -> Page.get(HOST, "/").withHeaders(Map.of(name, "1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not for a page to set");
    }

    @Test
    void refusesABodyWhereNoneIsSent() {
        assertThatThrownBy(() -> new Page("GET", HOST, "/", Map.of(), "x", Expected.SUCCESS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("POST");
    }

    @Test
    void letsTheStrongerHeaderReplaceTheOtherWithoutRegardToCase() {
        // Given
        Page page = Page.get(HOST, "/").withHeaders(Map.of("store", "german", "X-A", "1"));

        // When
        Page stronger = page.withHeaders(Map.of("Store", "french"));

        // Then
        assertThat(stronger.headers()).containsOnly(Map.entry("store", "french"), Map.entry("X-A", "1"));
    }

    @Test
    void saysNoHeaderAndNoBody() {
        // When
        Page page = new Page("POST", HOST, "/graphql", Map.of("Authorization", "hidden"), "hidden", Expected.SUCCESS);

        // Then
        assertThat(page).hasToString("POST www.example.com/graphql");
    }

    /** Whatever a page accepts is a request with one line, one host and no header but its own. */
    @Test
    void givesARequestToThePodForEveryPathItAccepts() {
        Random random = new Random(7);
        for (int round = 0; round < 20_000; round++) {
            Page page = accepted(random);
            assertThatCode(() -> assertThat(Wire.request("10.0.0.1", 8080, page).url())
                            .matches(url -> url.host().equals("10.0.0.1") && url.port() == 8080)
                            .matches(url -> url.toString().chars().allMatch(each -> each > 0x20 && each < 0x7f)))
                    .as(page.path())
                    .doesNotThrowAnyException();
        }
    }

    private static Page accepted(Random random) {
        String path = IntStream.range(0, random.nextInt(12))
                .mapToObj(each -> piece(random))
                .collect(Collectors.joining("", "/", ""));
        try {
            return Page.get(HOST, path);
        } catch (IllegalArgumentException refused) {
            return accepted(random);
        }
    }

    private static String piece(Random random) {
        String nasty = "/?#%:@[]{}|\\^`\"<>.;=&+ \r\n\t\u0000äß€\u2028\ud83d\ude00";
        return random.nextBoolean()
                ? nasty.substring(0, 1 + random.nextInt(3))
                : "" + nasty.charAt(random.nextInt(nasty.length()));
    }
}
