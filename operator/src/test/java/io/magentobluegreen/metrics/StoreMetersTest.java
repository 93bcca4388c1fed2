package io.magentobluegreen.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.cluster.StoreKey;
import io.magentobluegreen.cluster.task.CheckListener;
import io.magentobluegreen.controller.measure.ReleaseListener;
import io.magentobluegreen.controller.measure.Standing;
import io.magentobluegreen.controller.measure.Switch;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The series of stores. */
class StoreMetersTest {
    private static final StoreKey SHOP = new StoreKey("shops", "shop");

    private final OperatorMeters meters = new OperatorMeters();
    private final ReleaseListener releases = meters.listeners().releases();
    private final CheckListener checks = meters.listeners().checks();

    @Test
    void moveWithThePhase() {
        releases.stands(SHOP, standing("Verifying"));
        releases.stands(SHOP, standing("Live"));

        assertThat(scrape())
                .contains("magento_release_store_phase{name=\"shop\",namespace=\"shops\",phase=\"Live\"} 1.0")
                .contains("magento_release_store_available{name=\"shop\",namespace=\"shops\"} 1.0")
                .contains("magento_release_stores{phase=\"Live\"} 1.0")
                .contains("magento_release_stores{phase=\"Verifying\"} 0.0")
                .doesNotContain("namespace=\"shops\",phase=\"Verifying\"");
    }

    @Test
    void sayWhileAPersonIsNeededWhy() {
        releases.stands(SHOP, new Standing("Failed", false, Optional.of("CheckFailed")));
        assertThat(scrape())
                .contains("magento_release_store_available{name=\"shop\",namespace=\"shops\"} 0.0")
                .contains(
                        "magento_release_store_stalled{name=\"shop\",namespace=\"shops\",reason=\"CheckFailed\"} 1.0");

        releases.stands(SHOP, standing("Preparing"));
        assertThat(scrape()).doesNotContain("store_stalled{");
    }

    @Test
    void goWithTheStoreAndAreNotBegunAnewByWhatEndsLate() {
        releases.stands(SHOP, new Standing("Soaking", true, Optional.of("SoakUnproven")));
        checks.soaked(SHOP, 2);
        assertThat(scrape())
                .contains("magento_release_soak_failed_requests_total{name=\"shop\",namespace=\"shops\"} 2.0");

        releases.gone(SHOP);
        checks.soaked(SHOP, 2);

        assertThat(scrape()).doesNotContain("shop").contains("magento_release_stores{phase=\"Soaking\"} 0.0");
    }

    @Test
    void countHowTheTrafficMoved() {
        releases.switched(Switch.FORWARD);
        releases.switched(Switch.BACK_BY_ITSELF);
        releases.switched(Switch.BACK_AS_ASKED);

        assertThat(scrape())
                .contains("magento_release_flips_total{direction=\"forward\"} 1.0")
                .contains("magento_release_flips_total{direction=\"back\"} 2.0")
                .contains("magento_release_rollbacks_total{trigger=\"automatic\"} 1.0")
                .contains("magento_release_rollbacks_total{trigger=\"asked\"} 1.0");
    }

    private static Standing standing(String phase) {
        return new Standing(phase, true, Optional.empty());
    }

    private String scrape() {
        return meters.scrape("text/plain");
    }
}
