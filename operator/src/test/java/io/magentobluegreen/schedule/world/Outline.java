package io.magentobluegreen.schedule.world;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.magentobluegreen.api.MagentoRelease;
import io.magentobluegreen.cluster.record.Recorded;
import io.magentobluegreen.schedule.api.MemoryApi;

/** A write in a line, with what a reader of a trace looks for. */
final class Outline {
    private Outline() {}

    static String of(MemoryApi.Write write) {
        String what = write.kind() + " " + write.object().getMetadata().getName();
        return write.writer() + " wrote " + what
                + write.after().map(Outline::detail).orElse(" (gone)");
    }

    private static String detail(HasMetadata object) {
        if (object instanceof Deployment set) {
            return " x" + set.getSpec().getReplicas()
                    + Recorded.on(set)
                            .map(record -> " " + record.release() + " " + record.step()
                                    + record.outcome()
                                            .map(outcome -> " " + outcome)
                                            .orElse("")
                                    + record.ending()
                                            .map(ending -> ending.left() ? " left" : "")
                                            .orElse("")
                                    + (record.promoting().isPresent() ? " promoting" : ""))
                            .orElse(" without a record");
        }
        if (object instanceof Service service) {
            return " to " + Shop.selects(service)
                    + Recorded.on(service)
                            .map(live -> ", epoch " + live.epoch()
                                    + live.switching()
                                            .map(to -> " switching to " + to.revision())
                                            .orElse(""))
                            .orElse(", without a record");
        }
        if (object instanceof MagentoRelease release) {
            return " " + release.getSpec().image()
                    + (release.getMetadata().getDeletionTimestamp() == null ? "" : " terminating");
        }
        return "";
    }
}
