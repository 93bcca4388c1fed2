package io.magentobluegreen.cluster.storefront.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.Holds;
import io.magentobluegreen.Hostile;
import io.magentobluegreen.cluster.storefront.http.Page;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What a sitemap names, whoever wrote it: paths that a pod can be asked, of the store's own host. */
class LinksPropertyTest {
    private static final String HOST = "www.example.com";

    @Provide
    Arbitrary<String> texts() {
        return Hostile.text();
    }

    @Provide
    Arbitrary<List<String>> locations() {
        return Arbitraries.oneOf(
                        Hostile.text(),
                        Hostile.text().map(path -> "https://" + HOST + "/" + path),
                        Hostile.text().map(host -> "https://" + host + "/page"),
                        Arbitraries.integers().between(0, 9).map(number -> "https://" + HOST + "/" + number))
                .list()
                .ofMaxSize(20);
    }

    @Provide
    Arbitrary<String> documents() {
        Arbitrary<String> tags = Arbitraries.of(
                "<urlset>",
                "</urlset>",
                "<url>",
                "</url>",
                "<loc>",
                "</loc>",
                "<sitemapindex>",
                "<sitemap>",
                "</sitemap>",
                "https://" + HOST + "/a",
                "<!DOCTYPE a [<!ENTITY x \"y\">]>",
                "<?xml version=\"1.1\"?>",
                "<loc a='",
                "/>");
        return Arbitraries.oneOf(tags, Hostile.text()).list().ofMaxSize(30).map(parts -> String.join("", parts));
    }

    @Holds
    void namesPathsOfTheOwnHostOnly(
            @ForAll("locations") List<String> locations, @ForAll @IntRange(min = 1, max = 9) int wanted) {
        String sitemap = locations.stream()
                .map(location -> "<url><loc>" + escaped(location) + "</loc></url>")
                .collect(Collectors.joining("", "<urlset>", "</urlset>"));

        Sitemap read = SitemapReader.read(bytes(sitemap), HOST, wanted).orElseThrow();

        assertThat(read.pages()).hasSizeLessThanOrEqualTo(wanted).doesNotHaveDuplicates();
        assertThat(read.pages()).allSatisfy(LinksPropertyTest::canBeAsked);
        assertThat(locations.stream().flatMap(location -> StorePath.of(HOST, writable(location)).stream()))
                .containsAll(read.pages());
    }

    @Holds
    void readsWhateverItIs(@ForAll("documents") String document) {
        Optional<Sitemap> read = SitemapReader.read(bytes(document), HOST, 5);

        Stream<String> named =
                read.stream().flatMap(sitemap -> Stream.concat(sitemap.pages().stream(), sitemap.sitemaps().stream()));
        assertThat(named).allSatisfy(LinksPropertyTest::canBeAsked);
    }

    @Holds
    void readsWhateverBytesTheyAre(@ForAll byte[] document, @ForAll boolean packed) {
        byte[] whole = document.clone();
        if (packed && whole.length > 1) {
            whole[0] = 0x1f;
            whole[1] = (byte) 0x8b;
        }

        assertThat(SitemapReader.read(new ByteArrayInputStream(whole), HOST, 5)).isEmpty();
    }

    @Holds
    void leavesOtherHosts(@ForAll("texts") String host, @ForAll("texts") String path) {
        Optional<String> found = StorePath.of(HOST, "https://" + host + "/" + path);

        found.ifPresent(LinksPropertyTest::canBeAsked);
        if (!host.toLowerCase(Locale.ROOT).contains(HOST) && !path.contains(HOST)) {
            assertThat(found.filter(any -> !host.isBlank())).isEmpty();
        }
    }

    private static void canBeAsked(String path) {
        assertThat(Page.get(HOST, path).path()).startsWith("/");
    }

    private static ByteArrayInputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String escaped(String text) {
        return writable(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** Without what XML cannot hold. */
    private static String writable(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cs}\\uffff\\ufffe]", "");
    }
}
