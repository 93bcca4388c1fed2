/**
 * The release itself, pure: what is wanted ({@code want}), what is seen ({@code seen}, {@code record}, {@code ledger}), and what
 * to do next ({@code plan}). Open {@link io.magentobluegreen.release.ReleasePlanner} first. Imports {@code java.*} only.
 */
package io.magentobluegreen.release;
