package io.magentobluegreen.schedule.world;

import io.fabric8.kubernetes.api.model.Pod;
import io.magentobluegreen.cluster.storefront.http.LiveService;
import io.magentobluegreen.cluster.storefront.http.PlayedReply;
import io.magentobluegreen.cluster.storefront.http.Reply;
import io.magentobluegreen.cluster.storefront.http.Target;
import io.magentobluegreen.cluster.storefront.http.Transport;
import io.magentobluegreen.manifest.Labels;
import io.magentobluegreen.schedule.api.Kind;
import io.magentobluegreen.schedule.chance.Topic;
import io.magentobluegreen.schedule.cluster.Cluster;
import io.magentobluegreen.schedule.cluster.Pods;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** The pages of all pods, as their images answer them. */
final class Pages implements Transport {
    private static final int OK = 200;
    private static final int ERROR = 500;
    private static final int NO_ANSWER = 2;
    private static final int SILENCE = 3;
    private static final int OUTCOMES = 4;

    private final World world;
    private final Set<String> broken = new HashSet<>();

    Pages(World world) {
        this.world = world;
    }

    void resume(Pages other) {
        broken.addAll(other.broken);
    }

    /** The pages of this image answer 500, or answer again. */
    void turn(String image) {
        if (!broken.remove(image)) {
            broken.add(image);
        }
    }

    void heal() {
        broken.clear();
    }

    boolean isBroken(String image) {
        return broken.contains(image);
    }

    @Override
    public CompletableFuture<Reply> ask(Target target, Inquiry inquiry) {
        inquiry.begun().run();
        Optional<Pod> pod = pod(target);
        int outcome = world.choices().pick(Topic.PAGE, inquiry.lane().ordinal(), OUTCOMES);
        if (pod.isEmpty() || outcome == NO_ANSWER) {
            return CompletableFuture.failedFuture(new IOException("connection refused"));
        }
        if (outcome == SILENCE) {
            return new CompletableFuture<>();
        }
        String revision = pod.get().getMetadata().getLabels().get(Labels.REVISION);
        boolean well = outcome == 0 && !broken.contains(Cluster.imageOf(pod.get()));
        if (well) {
            world.truth().answered(pod.get().getMetadata().getName());
        }
        return CompletableFuture.completedFuture(PlayedReply.of(well ? OK : ERROR, revision));
    }

    private Optional<Pod> pod(Target target) {
        List<Pod> ready = world.api().store().<Pod>all(Kind.POD).stream()
                .filter(Pods::isReady)
                .toList();
        if (target instanceof LiveService) {
            String selected = world.shop().selects();
            return ready.stream()
                    .filter(pod -> selected.equals(pod.getMetadata().getLabels().get(Labels.REVISION)))
                    .findFirst();
        }
        return ready.stream()
                .filter(pod -> target.address().equals(pod.getStatus().getPodIP()))
                .findFirst();
    }
}
