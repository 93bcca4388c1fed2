package io.magentobluegreen.cluster.storefront.link;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads a sitemap, plain or gzip.
 *
 * <p>The document is not trusted: no DTD and no entities of its own, read as a stream, and only as far as something is
 * wanted. One that breaks off or is broken in the middle gives what came before.
 */
public final class SitemapReader {
    private static final int LONGEST_LOCATION = 2_048;

    /** Of all locations of one sitemap: 50,000 of some 300 characters, which no store needs to be warm. */
    public static final int CHARACTERS_AT_MOST = 16 * 1024 * 1024;

    /** The format has three levels, its extensions some more. */
    private static final int DEEPEST = 32;

    private final String host;
    private final int wanted;
    private final Set<String> pages = new LinkedHashSet<>();
    private final Set<String> sitemaps = new LinkedHashSet<>();
    private final Deque<String> open = new ArrayDeque<>();
    private final StringBuilder location = new StringBuilder();
    private boolean recognised;
    private int characters;

    private SitemapReader(String host, int wanted) {
        this.host = host;
        this.wanted = wanted;
    }

    /**
     * Reads until so many pages, or so many sitemaps, are found, or {@link #CHARACTERS_AT_MOST} of them.
     *
     * @param host the store's: what is named of another one is left out
     * @return empty when the document is no sitemap
     */
    public static Optional<Sitemap> read(InputStream document, String host, int wanted) {
        SitemapReader reader = new SitemapReader(host, wanted);
        try {
            reader.walk(factory().createXMLStreamReader(text(document)));
        } catch (XMLStreamException | IOException broken) {
            // What came before the broken place is worth as much.
            return reader.found();
        }
        return reader.found();
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        return factory;
    }

    /** The format is UTF-8. Decoded here: the parser prints what it says of malformed bytes. */
    private static Reader text(InputStream document) throws IOException {
        return new InputStreamReader(new LimitedStream(unpacked(document)), StandardCharsets.UTF_8);
    }

    private static InputStream unpacked(InputStream document) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(document);
        buffered.mark(2);
        boolean packed = buffered.read() == 0x1f && buffered.read() == 0x8b;
        buffered.reset();
        return packed ? new GZIPInputStream(buffered) : buffered;
    }

    private void walk(XMLStreamReader xml) throws XMLStreamException {
        while (xml.hasNext() && !isEnough() && open.size() < DEEPEST) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> begin(xml.getLocalName());
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> append(xml);
                case XMLStreamConstants.END_ELEMENT -> end();
                default -> {
                    // Comments, instructions and a DOCTYPE name no page.
                }
            }
        }
    }

    private void begin(String name) {
        recognised |= open.isEmpty() && (name.equals("urlset") || name.equals("sitemapindex"));
        open.push(name);
        location.setLength(0);
    }

    private void append(XMLStreamReader xml) {
        if (location.length() <= LONGEST_LOCATION && "loc".equals(open.peek())) {
            location.append(xml.getText());
        }
    }

    private void end() {
        List<String> path = List.copyOf(open);
        open.pop();
        if (path.equals(List.of("loc", "url", "urlset"))) {
            StorePath.of(host, location.toString()).ifPresent(page -> add(page, pages));
        } else if (path.equals(List.of("loc", "sitemap", "sitemapindex"))) {
            StorePath.of(host, location.toString()).ifPresent(child -> add(child, sitemaps));
        }
    }

    private void add(String path, Set<String> found) {
        if (found.add(path)) {
            characters += path.length();
        }
    }

    private boolean isEnough() {
        return pages.size() >= wanted || sitemaps.size() >= wanted || characters >= CHARACTERS_AT_MOST;
    }

    private Optional<Sitemap> found() {
        return recognised ? Optional.of(new Sitemap(List.copyOf(pages), List.copyOf(sitemaps))) : Optional.empty();
    }
}
