package io.magentobluegreen.cluster.observe;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.magentobluegreen.api.MagentoRelease;
import io.magentobluegreen.cluster.FoundService;
import io.magentobluegreen.cluster.Ownership;
import io.magentobluegreen.cluster.SetEndpoints;
import io.magentobluegreen.cluster.SetIdentities;
import io.magentobluegreen.manifest.Labels;
import io.magentobluegreen.manifest.WebPod;
import io.magentobluegreen.manifest.podpatch.PodPatch;
import io.magentobluegreen.release.record.Colour;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.want.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Why a Service that serves already may not be taken over; nothing of it is changed then. */
final class Adoptability {
    static final String OWNED = "AdoptionOwned";
    static final String NO_SELECTOR = "AdoptionNoSelector";
    static final String MISMATCH = "AdoptionMismatch";
    static final String SELECTOR_TOO_WIDE = "AdoptionSelectorTooWide";
    static final String NO_READY_ENDPOINT = "AdoptionNoReadyEndpoint";

    private final MagentoRelease resource;
    private final WantedEnv env;
    private final FoundService found;
    private final StoreReads reads;
    private final String name;

    private Adoptability(MagentoRelease resource, WantedEnv env, Service service, StoreReads reads) {
        this.resource = resource;
        this.env = env;
        this.found = new FoundService(service);
        this.reads = reads;
        this.name = "The Service " + service.getMetadata().getName();
    }

    /** Asked while what was there before serves; afterwards the Service is ours like any other. */
    static Optional<Problem> problem(MagentoRelease resource, WantedEnv env, StoreFacts facts, StoreReads reads) {
        Optional<Service> service = facts.foundService();
        boolean adopts = resource.getSpec().service().adopt();
        boolean marked = facts.live().filter(LiveRecord::servesAdopted).isPresent();
        if (marked && !adopts) {
            return service.map(
                    found -> new Problem(
                            Ownership.NAME_TAKEN,
                            "Service " + found.getMetadata().getName()
                                    + " was there before and serves what it did; set spec.service.adopt: true to go on taking it over"));
        }
        boolean foreign =
                service.filter(found -> !facts.ownership().owns(found)).isPresent();
        boolean gone = service.filter(facts.ownership()::isPredecessors).isPresent();
        if (adopts && !gone && (marked || foreign)) {
            Adoptability asked = new Adoptability(resource, env, service.orElseThrow(), reads);
            // Once it is ours to switch, what serves no more is all the more to be replaced.
            return marked ? asked.form() : asked.form().or(asked::silence);
        }
        return facts.live()
                .flatMap(LiveRecord::adopted)
                .flatMap(before -> new Adoptability(resource, env, service.orElseThrow(), reads)
                        .width(
                                "selected before its adoption",
                                before.selector(),
                                "take that label off the release's pods, or wait until the first window is over"));
    }

    private Optional<Problem> form() {
        return owned().or(this::selector)
                .or(this::shape)
                .or(() -> width(
                        "selects", found.selector(), "give the pods that serve a label of their own and select by it"));
    }

    private Optional<Problem> owned() {
        return found.controller()
                .map(owner -> new Problem(
                        OWNED,
                        name + " is controlled by " + owner.getKind() + " " + owner.getName()
                                + ", which would write it again; take it out of its hands (remove that owner reference), or make "
                                + "the store anew with another spec.service.name"));
    }

    private Optional<Problem> selector() {
        return found.selector().isEmpty()
                ? Optional.of(new Problem(
                        NO_SELECTOR,
                        name
                                + " has no selector, so somebody else keeps its endpoints; give it the selector of the pods that "
                                + "serve, or make the store anew with another spec.service.name"))
                : Optional.empty();
    }

    private Optional<Problem> shape() {
        return found.isAsAsked(resource)
                ? Optional.empty()
                : Optional.of(
                        new Problem(
                                MISMATCH,
                                name + " is a " + found.type() + " with port " + found.portNumbers()
                                        + "; set spec.service.type and spec.service.port to that, it must have exactly one port"));
    }

    /** The pods of a set would be selected as soon as they are ready, before any gate. */
    private Optional<Problem> width(String verb, Map<String, String> selector, String fix) {
        boolean picksOurs =
                ofOurPods().stream().anyMatch(labels -> labels.entrySet().containsAll(selector.entrySet()));
        return picksOurs
                ? Optional.of(new Problem(
                        SELECTOR_TOO_WIDE,
                        name + " " + verb + " by " + selector + ", which the pods of a release carry as well; " + fix))
                : Optional.empty();
    }

    private List<Map<String, String>> ofOurPods() {
        String store = resource.getMetadata().getName();
        Map<String, String> jobs = new HashMap<>(Labels.job(store, "", "", ""));
        Map<String, String> web = new HashMap<>();
        env.revision().ifPresent(revision -> {
            PodPatch.Result result =
                    WebPod.of(SetIdentities.of(resource, revision, Colour.BLUE.label()), resource.getSpec());
            if (result instanceof PodPatch.Patched patched) {
                web.putAll(patched.template().getMetadata().getLabels());
            }
        });
        return List.of(jobs, web);
    }

    private Optional<Problem> silence() {
        List<EndpointSlice> slices = reads.listedSlicesOf(resource.liveServiceName());
        boolean serves =
                SetEndpoints.of(slices, resource.getMetadata().getName(), "").foreignReady() > 0;
        return serves
                ? Optional.empty()
                : Optional.of(new Problem(
                        NO_READY_ENDPOINT,
                        name
                                + " has no ready endpoint, so there is nothing to take over; wait until it serves, or delete it "
                                + "and leave spec.service.adopt out"));
    }
}
