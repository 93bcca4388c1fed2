package io.magentobluegreen.cluster.storefront.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SitemapReaderTest {
    private static final String HOST = "www.example.com";
    private static final String MAGENTO = """
            <?xml version="1.0" encoding="UTF-8"?>
            <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
                xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
              <url>
                <loc>https://www.example.com/coats.html?a=1&amp;b=2</loc>
                <lastmod>2026-11-01T00:00:00+00:00</lastmod>
                <image:image><image:loc>https://www.example.com/media/coat.jpg</image:loc></image:image>
                <PageMap><DataObject type="thumbnail"><Attribute name="name" value="Coat"/></DataObject></PageMap>
              </url>
              <url><loc><![CDATA[https://www.example.com/shoes.html]]></loc></url>
            </urlset>
            """;

    @Test
    void readsThePagesOfASitemapAsMagentoWritesIt() {
        assertThat(read(MAGENTO).orElseThrow())
                .isEqualTo(new Sitemap(List.of("/coats.html?a=1&b=2", "/shoes.html"), List.of()));
    }

    @Test
    void readsTheSitemapsOfAnIndex() {
        // Given
        String index = "<sitemapindex><sitemap><loc>https://www.example.com/sitemap-1-1.xml</loc></sitemap>"
                + "<sitemap><loc>https://www.example.com/sitemap-1-2.xml</loc></sitemap></sitemapindex>";

        // Then
        assertThat(read(index).orElseThrow())
                .isEqualTo(new Sitemap(List.of(), List.of("/sitemap-1-1.xml", "/sitemap-1-2.xml")));
    }

    @Test
    void readsAPackedSitemap() throws IOException {
        assertThat(SitemapReader.read(new ByteArrayInputStream(packed(MAGENTO)), HOST, 10)
                        .orElseThrow()
                        .pages())
                .hasSize(2);
    }

    @Test
    void leavesOutOtherHostsAndWhatIsNoUrl() {
        assertThat(read(urlset(
                                "https://elsewhere.example/a",
                                "https://www.example.com.elsewhere.example/a",
                                "https://www.example.com@elsewhere.example/a",
                                "ftp://www.example.com/a",
                                "/a",
                                "",
                                "https://www.example.com/" + "a".repeat(3_000),
                                "http://WWW.EXAMPLE.COM:8080/b#c"))
                        .orElseThrow()
                        .pages())
                .containsExactly("/b");
    }

    @Test
    void namesEachPageOnce() {
        assertThat(read(urlset("https://www.example.com/a", "https://www.example.com/a"))
                        .orElseThrow()
                        .pages())
                .containsExactly("/a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "maintenance",
                "<html><body><loc>https://www.example.com/a</loc></body></html>",
                "<",
                "\u0000",
                "<loc>https://www.example.com/a</loc>",
                "<feed><url><loc>https://www.example.com/a</loc></url></feed>"
            })
    void isNoSitemapWhenItIsSomethingElse(String document) {
        assertThat(read(document)).isEmpty();
    }

    @Test
    void keepsWhatCameBeforeABrokenPlace() {
        // Given
        String broken = urlset("https://www.example.com/a").replace("</urlset>", "<url><loc>https://www.exa");

        // Then
        assertThat(read(broken).orElseThrow().pages()).containsExactly("/a");
    }

    @Test
    void opensNoFileThatAnEntityNames(@TempDir Path folder) throws IOException {
        // Given
        Path secret = Files.writeString(folder.resolve("secret"), "hidden");
        String document = "<!DOCTYPE urlset [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]>"
                + urlset("https://www.example.com/a", "https://www.example.com/&x;");

        // Then
        assertThat(read(document).map(Sitemap::pages).orElse(List.of())).noneMatch(page -> page.contains("hidden"));
    }

    @Test
    void knowsNoEntityOfTheDocumentsOwn() {
        // Given
        String document = "<!DOCTYPE urlset [<!ENTITY x \"a\">]>" + urlset("https://www.example.com/&x;");

        // Then
        assertThat(read(document).map(Sitemap::pages).orElse(List.of())).doesNotContain("/a");
    }

    @Test
    void readsNoDeeperThanTheFormatAndItsExtensionsGo() {
        // Given
        String deep = "<x>".repeat(50) + "</x>".repeat(50);
        String document = urlset("https://www.example.com/a").replace("</urlset>", deep + "</urlset>")
                + urlset("https://www.example.com/b");

        // Then
        assertThat(read(document.replace("</urlset><urlset>", "")).orElseThrow().pages())
                .containsExactly("/a");
    }

    @Test
    void unfoldsNoEntities() {
        // Given
        String laughs = IntStream.range(1, 30)
                .mapToObj(each -> "<!ENTITY l" + each + " \"" + ("&l" + (each - 1) + ";").repeat(10) + "\">")
                .collect(Collectors.joining());
        String document =
                "<!DOCTYPE urlset [<!ENTITY l0 \"ha\">" + laughs + "]>" + urlset("https://www.example.com/&l29;");

        // Then
        assertThat(read(document).map(Sitemap::pages).orElse(List.of())).isEmpty();
    }

    @Test
    void stopsWhenEnoughIsFoundInASitemapWithoutEnd() {
        // Given
        byte[] page = "<url><loc>https://www.example.com/1</loc></url><url><loc>https://www.example.com/2</loc></url>"
                .getBytes(StandardCharsets.UTF_8);

        // When
        Optional<Sitemap> sitemap = SitemapReader.read(endless("<urlset>", page), HOST, 2);

        // Then
        assertThat(sitemap.orElseThrow().pages()).containsExactly("/1", "/2");
    }

    @Test
    void stopsReadingWhatNeverEnds() {
        // Given
        byte[] nothing = "<url><loc>https://elsewhere.example/</loc></url>".getBytes(StandardCharsets.UTF_8);

        // Then
        assertThat(SitemapReader.read(endless("<urlset>", nothing), HOST, 2)
                        .orElseThrow()
                        .pages())
                .isEmpty();
        assertThat(SitemapReader.read(endless("<urlset>", "<a>".getBytes(StandardCharsets.UTF_8)), HOST, 2)
                        .orElseThrow()
                        .pages())
                .isEmpty();
    }

    /** Whatever is done to a sitemap, reading it ends without an exception, and every page found is the host's own path. */
    @Test
    void survivesEveryDamage() throws IOException {
        Random random = new Random(11);
        byte[] packed = packed(MAGENTO);
        for (int round = 0; round < 3_000; round++) {
            byte[] damaged = damaged(random.nextBoolean() ? packed : MAGENTO.getBytes(StandardCharsets.UTF_8), random);
            Optional<Sitemap> read = SitemapReader.read(new ByteArrayInputStream(damaged), HOST, 10);
            assertThat(read.map(Sitemap::pages).orElse(List.of())).allMatch(path -> path.startsWith("/"));
        }
    }

    /** Any set of paths, written as a sitemap, is read back. */
    @Test
    void readsBackWhatWasWritten() {
        Random random = new Random(13);
        for (int round = 0; round < 500; round++) {
            List<String> paths = IntStream.range(0, random.nextInt(20))
                    .mapToObj(each -> "/" + Integer.toString(random.nextInt(1 << 20), 36) + "?q=" + each)
                    .toList();
            String[] urls = paths.stream().map(path -> "https://" + HOST + path).toArray(String[]::new);
            assertThat(read(urlset(urls), 100).orElseThrow().pages()).isEqualTo(paths);
        }
    }

    private static byte[] damaged(byte[] document, Random random) {
        byte[] copy = Arrays.copyOf(document, 1 + random.nextInt(document.length));
        for (int times = random.nextInt(6); times > 0; times--) {
            copy[random.nextInt(copy.length)] = (byte) random.nextInt(256);
        }
        return copy;
    }

    private static InputStream endless(String beginning, byte[] repeated) {
        byte[] first = beginning.getBytes(StandardCharsets.UTF_8);
        return new InputStream() {
            private int at;

            @Override
            public int read() {
                int here = at++;
                return here < first.length ? first[here] : repeated[(here - first.length) % repeated.length];
            }
        };
    }

    private static byte[] packed(String document) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(document.getBytes(StandardCharsets.UTF_8));
        }
        return packed.toByteArray();
    }

    private static String urlset(String... locations) {
        return List.of(locations).stream()
                .map(location -> "<url><loc>" + location + "</loc></url>")
                .collect(Collectors.joining("", "<urlset>", "</urlset>"));
    }

    private static Optional<Sitemap> read(String document) {
        return read(document, 10);
    }

    private static Optional<Sitemap> read(String document, int wanted) {
        return SitemapReader.read(new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)), HOST, wanted);
    }
}
