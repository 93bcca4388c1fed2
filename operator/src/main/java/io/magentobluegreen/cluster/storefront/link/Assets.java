package io.magentobluegreen.cluster.storefront.link;

import io.magentobluegreen.cluster.storefront.http.Page;
import io.magentobluegreen.cluster.storefront.http.Reply;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import okhttp3.HttpUrl;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * The css and js under {@code /static/} that an HTML page links.
 *
 * <p>What the store's own host serves is told by its path. A store with a CDN links it by another host, and any page
 * links other people's scripts, some of them under a {@code /static/} of theirs: from another host only Magento's own
 * form of the path counts.
 */
public final class Assets {
    /** A page of a store has some hundred thousand bytes, and links its css and js near the beginning. */
    static final int HTML_AT_MOST = 2 * 1024 * 1024;

    private static final Pattern OWN = Pattern.compile("(?:/.*)?/static/.+");
    private static final Pattern ON_CDN = Pattern.compile("(?:/pub)?/static/(?:version[0-9]+|frontend|_cache)/.+");

    private Assets() {}

    /** Paths to ask of the same pod, each once, in the order of the page; of a page of more than 2 MiB, those of its beginning. */
    public static List<String> linkedBy(Page page, Reply reply) {
        return links(page, reply).stream()
                .flatMap(link -> path(page.host(), link).stream())
                .distinct()
                .toList();
    }

    /** One page at a time in the whole process: the tree of a hostile one takes many times the memory of its text. */
    private static synchronized List<String> links(Page page, Reply reply) {
        return links(document(page, reply)).toList();
    }

    private static Document document(Page page, Reply reply) {
        try {
            return Jsoup.parse(beginning(reply), reply.charset().name(), "https://" + page.host() + page.path());
        } catch (IOException impossible) {
            throw new UncheckedIOException("reading bytes from memory", impossible);
        }
    }

    private static InputStream beginning(Reply reply) throws IOException {
        return new ByteArrayInputStream(reply.bytes().readNBytes(HTML_AT_MOST));
    }

    private static Stream<String> links(Document document) {
        return document.select("script[src], link[href]").stream()
                .filter(Assets::isLoaded)
                .map(element -> element.absUrl(element.hasAttr("src") ? "src" : "href"))
                .filter(url -> !url.isEmpty());
    }

    private static boolean isLoaded(Element element) {
        if (element.normalName().equals("script")) {
            return true;
        }
        String rel = element.attr("rel").toLowerCase(java.util.Locale.ROOT);
        String as = element.attr("as").toLowerCase(java.util.Locale.ROOT);
        return rel.contains("stylesheet")
                || rel.contains("modulepreload")
                || rel.contains("preload") && (as.equals("style") || as.equals("script"));
    }

    private static Optional<String> path(String host, String link) {
        Optional<HttpUrl> url = StorePath.parsed(link);
        return url.filter(parsed -> (StorePath.isHost(host, parsed) ? OWN : ON_CDN)
                        .matcher(parsed.encodedPath())
                        .matches())
                .map(StorePath::path);
    }
}
