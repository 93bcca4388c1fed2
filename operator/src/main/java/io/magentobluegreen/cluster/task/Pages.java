package io.magentobluegreen.cluster.task;

import io.magentobluegreen.api.MagentoReleaseSpec;
import io.magentobluegreen.api.spec.VerificationSpec;
import io.magentobluegreen.cluster.storefront.http.Expected;
import io.magentobluegreen.cluster.storefront.http.Page;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The pages that a spec names, as requests. Pages are asked as the load balancer in front would: by https. */
final class Pages {
    private static final Map<String, String> BEHIND_TLS = Map.of("X-Forwarded-Proto", "https");

    private final MagentoReleaseSpec spec;
    private final VerificationSpec verification;

    Pages(MagentoReleaseSpec spec) {
        this.spec = spec;
        this.verification = spec.verification();
    }

    /** Paths and checks of the verification. */
    List<Page> verified() {
        return Stream.concat(
                        verification.paths().stream().map(this::page),
                        verification.checks().stream().map(this::page))
                .toList();
    }

    List<Page> warmed() {
        return spec.warmUp().paths().stream().map(this::page).toList();
    }

    Optional<Page> sitemap() {
        return Optional.ofNullable(spec.warmUp().sitemap())
                .filter(path -> !path.isEmpty())
                .map(this::page);
    }

    /**
     * What a flip is proven by: a page that was verified, since the path of readiness may be answered on a port that no
     * Service sends to. One that only reads, where there is one, as it is asked many times.
     */
    Page proving() {
        List<Page> verified = verified();
        return verified.stream()
                .filter(page -> page.body().isEmpty() && !page.method().equals("POST"))
                .findFirst()
                .orElseGet(() -> verified.get(0));
    }

    private Page page(String path) {
        return Page.get(verification.host(), path).withHeaders(headers(Map.of()));
    }

    private Page page(VerificationSpec.Check check) {
        Expected expected = new Expected(
                Optional.ofNullable(check.status()),
                Optional.ofNullable(check.contains()),
                Optional.ofNullable(check.absent()));
        return new Page(
                check.method().name(),
                check.host() == null ? verification.host() : check.host(),
                check.path(),
                headers(check.headers()),
                check.body() == null ? "" : check.body(),
                expected);
    }

    /** In order: of two spellings of one name the same one wins each time. */
    private static void put(Map<String, String> headers, Map<String, String> all) {
        new TreeMap<>(headers).forEach(all::put);
    }

    private Map<String, String> headers(Map<String, String> own) {
        Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.putAll(BEHIND_TLS);
        put(verification.headers(), all);
        put(own, all);
        return all;
    }
}
