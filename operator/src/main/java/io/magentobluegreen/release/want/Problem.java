package io.magentobluegreen.release.want;

/**
 * Something that only the cluster knows and that keeps a release from starting or going on; it heals by itself.
 *
 * @param reason one CamelCase word
 * @param message a sentence that says the fix
 */
public record Problem(String reason, String message) {}
