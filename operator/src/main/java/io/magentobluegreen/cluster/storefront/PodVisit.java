package io.magentobluegreen.cluster.storefront;

import io.magentobluegreen.cluster.storefront.http.Page;
import io.magentobluegreen.cluster.storefront.http.Pod;
import io.magentobluegreen.cluster.storefront.http.Reply;
import io.magentobluegreen.cluster.storefront.link.Assets;
import io.magentobluegreen.cluster.storefront.task.Crowd;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** Asks one pod its pages in order, and each asset that they link once. */
final class PodVisit {
    /** A page of a real store links 20 to 150; what a hostile one links beyond this is not asked. */
    static final int ASSETS_AT_MOST = 500;

    private static final int ASSETS_AT_A_TIME = 4;

    private final Asker asker;
    private final Pod pod;
    private final boolean assets;
    private final boolean perseveres;
    private final AtomicBoolean silent = new AtomicBoolean();
    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    private PodVisit(Asker asker, Pod pod, boolean assets, boolean perseveres) {
        this.asker = asker;
        this.pod = pod;
        this.assets = assets;
        this.perseveres = perseveres;
    }

    /** Asks everything, whatever fails. */
    static PodVisit thorough(Asker asker, Pod pod, boolean assets) {
        return new PodVisit(asker, pod, assets, true);
    }

    /** Asks pages only, and nothing more of a pod that gave no answer: many timeouts would tell no more than one. */
    static PodVisit brief(Asker asker, Pod pod) {
        return new PodVisit(asker, pod, false, false);
    }

    CompletableFuture<Tally> ask(List<Page> pages) {
        List<Supplier<CompletableFuture<Tally>>> visits = pages.stream()
                .<Supplier<CompletableFuture<Tally>>>map(page -> () -> ask(page))
                .toList();
        return Crowd.gather(visits, 1).thenApply(Tally::sum);
    }

    private CompletableFuture<Tally> ask(Page page) {
        if (silent.get() && !perseveres) {
            return CompletableFuture.completedFuture(Tally.EMPTY);
        }
        return asker.ask(pod, page, assets).thenCompose(answered -> {
            Tally own = Tally.of(answered);
            silent.compareAndSet(false, answered.asked() && answered.reply().isEmpty());
            return answered.passed()
                    ? askLinked(page, answered.reply().orElseThrow()).thenApply(own::plus)
                    : CompletableFuture.completedFuture(own);
        });
    }

    private CompletableFuture<Tally> askLinked(Page page, Reply reply) {
        if (!assets || !reply.isHtml()) {
            return CompletableFuture.completedFuture(Tally.EMPTY);
        }
        List<Supplier<CompletableFuture<Tally>>> visits = Assets.linkedBy(page, reply).stream()
                .filter(path -> seen.size() < ASSETS_AT_MOST && seen.add(path))
                .<Supplier<CompletableFuture<Tally>>>map(path -> () -> askAsset(page, path))
                .toList();
        return Crowd.gather(visits, ASSETS_AT_A_TIME).thenApply(Tally::sum);
    }

    private CompletableFuture<Tally> askAsset(Page page, String path) {
        return asker.ask(pod, page.sibling(path), false)
                .thenApply(answered -> Tally.of(answered).noting(" (linked by " + page.path() + ")"));
    }
}
