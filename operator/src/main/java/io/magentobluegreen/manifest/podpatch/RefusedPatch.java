package io.magentobluegreen.manifest.podpatch;

/** Carries the sentence of a refusal out of the merge; never leaves this package. */
final class RefusedPatch extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RefusedPatch(String sentence) {
        super(sentence);
    }
}
