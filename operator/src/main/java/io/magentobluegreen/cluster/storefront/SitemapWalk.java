package io.magentobluegreen.cluster.storefront;

import io.magentobluegreen.cluster.storefront.http.Page;
import io.magentobluegreen.cluster.storefront.http.Pod;
import io.magentobluegreen.cluster.storefront.http.Reply;
import io.magentobluegreen.cluster.storefront.link.Sitemap;
import io.magentobluegreen.cluster.storefront.link.SitemapReader;
import io.magentobluegreen.cluster.storefront.task.Crowd;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Reads a sitemap and, where it is an index, the sitemaps it names: one level, of the store's own host, asked of the
 * pods like any page, until there are as many pages as are wanted.
 */
final class SitemapWalk {
    /** Sitemaps of an index that are read at most; the format allows 50,000 pages in each. */
    static final int SITEMAPS_AT_MOST = 50;

    private final Asker asker;
    private final List<Pod> pods;
    private final int wanted;
    private final Set<String> paths = new LinkedHashSet<>();
    private final List<Finding> findings = new ArrayList<>();
    private long characters;

    SitemapWalk(Asker asker, List<Pod> pods, int wanted) {
        this.asker = asker;
        this.pods = pods;
        this.wanted = wanted;
    }

    CompletableFuture<Found> pages(Page sitemap) {
        if (wanted <= 0) {
            return CompletableFuture.completedFuture(Found.NOTHING);
        }
        return read(sitemap)
                .thenCompose(index -> readAll(sitemap, index.sitemaps()))
                .thenApply(
                        done -> new Found(paths.stream().map(sitemap::sibling).toList(), findings));
    }

    /** One after the other, which is also what makes the collections of this walk safe. */
    private CompletableFuture<List<Boolean>> readAll(Page sitemap, List<String> named) {
        List<Supplier<CompletableFuture<Boolean>>> reads = named.stream()
                .limit(SITEMAPS_AT_MOST)
                .<Supplier<CompletableFuture<Boolean>>>map(path -> () -> isEnough()
                        ? CompletableFuture.completedFuture(false)
                        : read(sitemap.sibling(path)).thenApply(child -> true))
                .toList();
        return Crowd.gather(reads, 1);
    }

    /** Asks the pods in turn until one answers. */
    private CompletableFuture<Sitemap> read(Page page) {
        return ask(page, 0).thenApply(answered -> {
            Optional<Sitemap> read = answered.reply().filter(Reply::succeeded).flatMap(reply -> parsed(page, reply));
            if (read.isEmpty()) {
                findings.add(answered.finding()
                        .orElseGet(() -> Finding.of(pods.get(0), page, "answered with something that is no sitemap")));
            }
            read.ifPresent(sitemap ->
                    sitemap.pages().stream().takeWhile(path -> !isEnough()).forEach(this::add));
            return read.orElse(Sitemap.EMPTY);
        });
    }

    private void add(String path) {
        if (paths.add(path)) {
            characters += path.length();
        }
    }

    private boolean isEnough() {
        return paths.size() >= wanted || characters >= SitemapReader.CHARACTERS_AT_MOST;
    }

    private CompletableFuture<Asker.Answered> ask(Page page, int turn) {
        return asker.ask(pods.get(turn), page, true)
                .thenCompose(answered -> answered.passed() || isUsable(answered) || turn + 1 >= pods.size()
                        ? CompletableFuture.completedFuture(answered)
                        : ask(page, turn + 1));
    }

    /** Of a sitemap that is longer than what is read of it, the beginning is as good. */
    private static boolean isUsable(Asker.Answered answered) {
        return answered.reply().filter(Reply::succeeded).isPresent();
    }

    private Optional<Sitemap> parsed(Page page, Reply reply) {
        return SitemapReader.read(reply.bytes(), page.host(), wanted);
    }

    /**
     * What the sitemap named.
     *
     * @param findings sitemaps that could not be read
     */
    record Found(List<Page> pages, List<Finding> findings) {
        static final Found NOTHING = new Found(List.of(), List.of());

        Found {
            pages = List.copyOf(pages);
            findings = List.copyOf(findings);
        }
    }
}
