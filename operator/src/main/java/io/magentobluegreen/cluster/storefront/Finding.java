package io.magentobluegreen.cluster.storefront;

import io.magentobluegreen.cluster.storefront.http.Page;
import io.magentobluegreen.cluster.storefront.http.Target;
import io.magentobluegreen.manifest.text.OneLine;

/**
 * Something wrong with one page on one pod. Holds nothing of the answer's body, and nothing of the request's headers.
 *
 * @param where the pod or Service in the words of a sentence
 * @param request method and path, cut where they are long
 * @param check which check failed ({@link Page#check})
 * @param problem the rest of the sentence, such as {@code answered 500 after 1.2 s}
 */
public record Finding(String where, String request, String check, String problem) {
    private static final int LONGEST = 200;

    static Finding of(Target target, Page page, String problem) {
        return new Finding(target.spoken(), cut(page.method() + " " + page.path()), checkOf(page), problem);
    }

    static String checkOf(Page page) {
        return cut(page.check());
    }

    /** For example {@code GET /x on pod shop-ab12-xyz answered 500 after 1.2 s}. */
    public String sentence() {
        return request + " on " + where + " " + problem;
    }

    Finding noting(String more) {
        return new Finding(where, request, check, problem + cut(more));
    }

    private static String cut(String text) {
        return OneLine.of(text, LONGEST);
    }
}
