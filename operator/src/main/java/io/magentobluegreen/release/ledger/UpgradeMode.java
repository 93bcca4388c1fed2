package io.magentobluegreen.release.ledger;

/** {@code spec.upgrade.mode}. */
public enum UpgradeMode {
    AUTO,
    ALWAYS,
    NEVER
}
