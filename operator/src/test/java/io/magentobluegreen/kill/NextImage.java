package io.magentobluegreen.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;

/**
 * The next image: its upgrade, its flip, its soak, the end of the window after which the set before it is scaled to zero, and the collection
 * of what is older.
 */
final class NextImage implements Course {
    private int number = KilledShop.FIRST;

    @Override
    public String spec() {
        return "{\"rollback\": {\"window\": \"1s\"}, \"retain\": {\"releases\": 2}}";
    }

    @Override
    public void prepare(KilledShop shop) {
        // Each begins where the one before it has ended.
    }

    @Override
    public void ask(KilledShop shop) {
        number++;
        shop.wants(number);
    }

    @Override
    public boolean isThrough(KilledShop shop) {
        return shop.view().is("Ready")
                && shop.serves(number)
                && shop.isAlone(shop.view().live());
    }

    @Override
    public void holds(KilledShop shop) {
        assertThat(shop.images().database().upgrades())
                .containsExactlyElementsOf(IntStream.rangeClosed(KilledShop.FIRST, number)
                        .mapToObj(KilledShop::image)
                        .toList());
        assertThat(shop.upgradesOf(number)).as("upgrades that began").isEqualTo(1);
    }
}
