package io.magentobluegreen.cluster.storefront.link;

import java.util.List;

/**
 * What a sitemap names of the store's own host: pages of a {@code urlset}, or sitemaps of a {@code sitemapindex}.
 *
 * @param pages paths of pages, each once
 * @param sitemaps paths of further sitemaps, each once
 */
public record Sitemap(List<String> pages, List<String> sitemaps) {
    public static final Sitemap EMPTY = new Sitemap(List.of(), List.of());

    public Sitemap {
        pages = List.copyOf(pages);
        sitemaps = List.copyOf(sitemaps);
    }
}
