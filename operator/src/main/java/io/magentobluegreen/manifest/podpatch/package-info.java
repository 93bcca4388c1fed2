/**
 * The strategic merge patch of {@code web.podPatch}, as kubectl applies one to a pod template. Open {@link
 * io.magentobluegreen.manifest.podpatch.PodPatch} first.
 */
package io.magentobluegreen.manifest.podpatch;
