package io.magentobluegreen.cluster.observe;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.magentobluegreen.api.MagentoRelease;
import io.magentobluegreen.cluster.Ownership;
import io.magentobluegreen.cluster.SetIdentities;
import io.magentobluegreen.manifest.Names;
import io.magentobluegreen.manifest.WebPod;
import io.magentobluegreen.release.record.Colour;
import io.magentobluegreen.release.want.Problem;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What only the cluster knows and is wrong with what is asked for. It is found before anything is made, so that wrong
 * input changes nothing, and it heals by itself: each look asks anew, the cheap questions first.
 */
final class Problems {
    private final MagentoRelease resource;
    private final WantedEnv env;
    private final StoreFacts facts;
    private final StoreReads reads;
    private final Ownership ownership;

    private Problems(MagentoRelease resource, WantedEnv env, StoreFacts facts, StoreReads reads) {
        this.resource = resource;
        this.env = env;
        this.facts = facts;
        this.reads = reads;
        this.ownership = facts.ownership();
    }

    /** The first one, in the order in which a person would mend them. */
    static Optional<Problem> find(MagentoRelease resource, WantedEnv env, StoreFacts facts, StoreReads reads) {
        return new Problems(resource, env, facts, reads).first();
    }

    private Optional<Problem> first() {
        List<Supplier<Optional<Problem>>> questions = List.of(
                this::name,
                () -> FreeParts.problem(resource.getSpec()),
                this::services,
                this::predecessors,
                () -> Adoptability.problem(resource, env, facts, reads),
                this::foreign,
                () -> facts.ledgerMap().flatMap(ownership::labelProblem),
                env::problem,
                this::podPatch,
                this::newSet);
        return questions.stream().map(Supplier::get).flatMap(Optional::stream).findFirst();
    }

    private Optional<Problem> name() {
        String name = resource.getMetadata().getName();
        return name.length() <= Names.MAX_STORE
                ? Optional.empty()
                : Optional.of(new Problem(
                        "NameTooLong",
                        "The name " + name + " has " + name.length() + " characters, and names of Jobs would not fit; "
                                + "make the store anew with one of at most " + Names.MAX_STORE));
    }

    private Optional<Problem> services() {
        return resource.liveServiceName().equals(resource.previewServiceName())
                ? Optional.of(new Problem(
                        Ownership.NAME_TAKEN,
                        "The live and the preview Service have the one name " + resource.liveServiceName()
                                + "; give spec.service.previewName another"))
                : Optional.empty();
    }

    private Optional<Problem> predecessors() {
        return of(facts.foundSets().values().stream().map(FoundSet::object).filter(ownership::isPredecessors));
    }

    private Optional<Problem> foreign() {
        boolean written = facts.publishedMap().isPresent();
        Optional<Secret> liveSecret = written || !resource.getSpec().env().snapshot()
                ? Optional.empty()
                : reads.get(Secret.class, Names.live(resource.getMetadata().getName()));
        Optional<Service> service = facts.adoptable().isPresent() ? Optional.empty() : facts.foundService();
        return of(Stream.of(service, facts.foundPreview(), facts.publishedMap(), liveSecret)
                .flatMap(Optional::stream));
    }

    private Optional<Problem> podPatch() {
        if (env.revision().isEmpty()) {
            return Optional.empty();
        }
        // The colour is a word for people; what a patch may do does not depend on it.
        return WebPod.refusal(SetIdentities.of(resource, env.revision().get(), Colour.BLUE.label()), resource.getSpec())
                .map(sentence -> new Problem("PodPatchRefused", sentence));
    }

    /** What the wanted set will be made of, while it is not there. */
    private Optional<Problem> newSet() {
        Optional<String> missing = env.revision().filter(wanted -> !facts.sets().containsKey(wanted));
        if (missing.isEmpty()) {
            return Optional.empty();
        }
        String name = Names.set(resource.getMetadata().getName(), missing.get());
        boolean snapshot = resource.getSpec().env().snapshot();
        Optional<Secret> secret = snapshot ? reads.get(Secret.class, name) : Optional.empty();
        return of(Stream.of(
                        Optional.ofNullable(facts.foundSets().get(missing.get()))
                                .map(FoundSet::object),
                        reads.get(ConfigMap.class, name),
                        secret)
                .flatMap(Optional::stream));
    }

    private Optional<Problem> of(Stream<? extends HasMetadata> objects) {
        return objects.map(ownership::problem).flatMap(Optional::stream).findFirst();
    }
}
