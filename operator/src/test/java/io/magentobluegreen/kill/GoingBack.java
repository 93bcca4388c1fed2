package io.magentobluegreen.kill;

import static org.assertj.core.api.Assertions.assertThat;

/** Back to the image before, by command, which never upgrades. Between two of them the store goes forward again by a retry. */
final class GoingBack implements Course {
    private static final int BEFORE = KilledShop.FIRST;
    private static final int AFTER = BEFORE + 1;

    private final String window;

    private GoingBack(String window) {
        this.window = window;
    }

    /** To a set whose pods run. */
    static GoingBack toWarmSet() {
        return new GoingBack("1h");
    }

    /** To a set that has been scaled to zero. */
    static GoingBack toColdSet() {
        return new GoingBack("1s");
    }

    @Override
    public String spec() {
        return "{\"rollback\": {\"window\": \"%s\"}}".formatted(window);
    }

    @Override
    public void prepare(KilledShop shop) {
        if (shop.view().is("Stalled")) {
            shop.store().annotate("retry", shop.view().next());
        } else {
            shop.wants(AFTER);
        }
        shop.awaits("the release to go back from", () -> shop.view().is("Ready") && shop.serves(AFTER) && isCold(shop));
    }

    private boolean isCold(KilledShop shop) {
        return window.equals("1h") || shop.isAlone(shop.view().live());
    }

    @Override
    public void ask(KilledShop shop) {
        shop.store().annotate("rollback", shop.view().live());
    }

    @Override
    public boolean isThrough(KilledShop shop) {
        return shop.view().isIn("RolledBack") && shop.view().is("Stalled") && shop.serves(BEFORE);
    }

    @Override
    public void holds(KilledShop shop) {
        assertThat(shop.images().database().upgrades())
                .containsExactly(KilledShop.image(BEFORE), KilledShop.image(AFTER));
        assertThat(shop.upgradesOf(AFTER)).as("upgrades that began").isEqualTo(1);
    }
}
