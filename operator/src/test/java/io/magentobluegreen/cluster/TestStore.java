package io.magentobluegreen.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.magentobluegreen.RealApiServer;
import io.magentobluegreen.api.MagentoRelease;
import io.magentobluegreen.api.MagentoReleaseSpec;
import io.magentobluegreen.cluster.action.ActionExecutor;
import io.magentobluegreen.cluster.action.ApiServer;
import io.magentobluegreen.cluster.action.Errands;
import io.magentobluegreen.cluster.action.EventWriter;
import io.magentobluegreen.cluster.action.FreshGates;
import io.magentobluegreen.cluster.action.TidyStores;
import io.magentobluegreen.cluster.observe.Ahead;
import io.magentobluegreen.cluster.observe.ClusterObserver;
import io.magentobluegreen.cluster.observe.LastServices;
import io.magentobluegreen.cluster.observe.LiveStore;
import io.magentobluegreen.cluster.observe.Remembered;
import io.magentobluegreen.cluster.record.Recorded;
import io.magentobluegreen.manifest.Names;
import io.magentobluegreen.release.ledger.Ledger;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.record.Colour;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.record.ReleaseName;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.seen.Answer;
import io.magentobluegreen.release.seen.SoakProgress;
import io.magentobluegreen.release.seen.Task;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The store "shop" in a namespace of its own on the real API server, with the means to look at it and to act on it. */
public final class TestStore {
    public static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    public static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private static final String SPEC = """
            {"image": "shop/php:1", "env": {"secretName": "shop-env"}, "web": {"replicas": 2},
             "verification": {"host": "www.example.com"}}""";

    private final KubernetesClient client = RealApiServer.require().admin();
    private final KubernetesClient operator = ShippedRights.client();
    private final String namespace = RealApiServer.require().newNamespace();
    private final OwnWrites own = new OwnWrites();
    private final LastServices lastServices = new LastServices();
    private MagentoRelease resource;
    private Clock clock = CLOCK;

    private TestStore(String spec) {
        secret("shop-env", "env.php", "<?php return [];");
        MagentoRelease wanted = new MagentoRelease();
        wanted.setMetadata(new ObjectMetaBuilder()
                .withName("shop")
                .withNamespace(namespace)
                .build());
        wanted.setSpec(client.getKubernetesSerialization().unmarshal(spec, MagentoReleaseSpec.class));
        resource = client.resource(wanted).create();
    }

    public static TestStore create() {
        return new TestStore(SPEC);
    }

    public static TestStore create(String more) {
        return new TestStore(SPEC.replaceFirst("}$", ", " + more + "}"));
    }

    public KubernetesClient client() {
        return client;
    }

    /** What acts is of that time. */
    public TestStore at(Instant now) {
        clock = Clock.fixed(now, ZoneOffset.UTC);
        return this;
    }

    /** The client that looks and acts: it has the shipped rights only. */
    public KubernetesClient operator() {
        return operator;
    }

    public String namespace() {
        return namespace;
    }

    public MagentoRelease resource() {
        return resource;
    }

    /** Reads the resource again. */
    public MagentoRelease refresh() {
        resource = client.resource(resource).get();
        return resource;
    }

    /** A person changes the spec to that image. */
    public void asks(String image) {
        merge("{\"spec\": {\"image\": \"" + image + "\"}}");
    }

    /** A person changes {@code web.replicas}. */
    public void asks(int replicas) {
        merge("{\"spec\": {\"web\": {\"replicas\": " + replicas + "}}}");
    }

    /** A person changes {@code service.port}. */
    public void asksForPort(int port) {
        merge("{\"spec\": {\"service\": {\"port\": " + port + "}}}");
    }

    /** A person scales the wanted set's Deployment. */
    public void scalesByHand(int replicas) {
        client.resource(new DeploymentBuilder(set())
                        .editSpec()
                        .withReplicas(replicas)
                        .endSpec()
                        .build())
                .update();
    }

    /** A person pauses the store. */
    public void pauses() {
        merge("{\"spec\": {\"paused\": true}}");
    }

    /** The look of another process, which has written nothing yet and whose caches are these. */
    public ClusterObserver.Sight lookOfSuccessor(StoreCache cache) {
        return new ClusterObserver(
                        operator,
                        new OwnWrites(),
                        new LastServices(),
                        new NothingRemembered(),
                        new Ahead(Runnable::run),
                        true,
                        CLOCK)
                .look(resource, cache);
    }

    private void merge(String patch) {
        resource = client.resource(resource).patch(PatchContext.of(PatchType.JSON_MERGE), patch);
    }

    public void secret(String name, String key, String value) {
        client.resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(namespace)
                        .endMetadata()
                        .addToData(key, Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)))
                        .build())
                .create();
    }

    public ClusterObserver.Sight look() {
        return look(new LiveStore(operator));
    }

    public ClusterObserver.Sight look(StoreCache cache) {
        return observer().look(resource, cache);
    }

    /** With a memory of its own. */
    public ClusterObserver observer() {
        return new ClusterObserver(
                operator, own, lastServices, new NothingRemembered(), new Ahead(Runnable::run), true, CLOCK);
    }

    /** A look of one who has looked before. */
    public ClusterObserver.Sight look(ClusterObserver observer) {
        return observer.look(resource, new LiveStore(operator));
    }

    /** Bound to a look taken now; its flips find every gate open. */
    public ActionExecutor work() {
        return work(look().objects(), flip -> Optional.empty());
    }

    /** The same through that client. */
    public ActionExecutor work(KubernetesClient through) {
        return work(look().objects(), flip -> Optional.empty(), new ApiServer(through, own));
    }

    public ActionExecutor work(SeenStore seen, Function<Action, Optional<String>> gate) {
        return work(seen, gate, new ApiServer(operator, own));
    }

    private ActionExecutor work(SeenStore seen, Function<Action, Optional<String>> gate, ApiServer api) {
        return new ActionExecutor(
                seen,
                new ActionExecutor.Context(
                        api, new EventWriter(api, CLOCK), new NoErrands(), new TidyStores(), clock, gates(gate)));
    }

    private static FreshGates gates(Function<Action, Optional<String>> gate) {
        return new FreshGates() {
            @Override
            public Optional<String> closed(Action.Flip flip) {
                return gate.apply(flip);
            }

            @Override
            public Optional<String> closed(Action.EndSwitch end) {
                return gate.apply(end);
            }
        };
    }

    public String wanted() {
        return look().want().revision().orElseThrow();
    }

    /** The record of the wanted revision's release of that number. */
    public SetRecord begin(int number) {
        return SetRecord.begin(new ReleaseName(wanted(), number), "shop/php:1", Colour.GREEN, 2, NOW);
    }

    /** Service, ledger and the wanted set, as a release that has begun has them. */
    public SetRecord begun() {
        SetRecord record = begin(1);
        ActionExecutor work = work();
        work.writeLedger(new Action.WriteLedger(Ledger.empty().numbered()));
        work.createService(new Action.CreateService(LiveRecord.none()));
        work.makeSet(new Action.MakeSet(record));
        return record;
    }

    /** The wanted set, flipped to at that size. */
    public SetRecord live(int size) {
        SetRecord record = begun();
        ActionExecutor work = work();
        work.scale(new Action.Scale(wanted(), size, record));
        work.flip(new Action.Flip(wanted(), 0, LiveRecord.none().flippedTo(slot(record, size), "", NOW)));
        SetRecord promoted = record.promoted(1, NOW);
        work.writeRecord(new Action.WriteRecord(wanted(), promoted));
        return promoted;
    }

    public static LiveRecord.Slot slot(SetRecord record, int size) {
        return new LiveRecord.Slot(record.release(), record.image(), record.colour(), 1, size);
    }

    public Service service() {
        return get(Service.class, "shop");
    }

    public LiveRecord liveRecord() {
        return Recorded.on(service()).orElseThrow();
    }

    public Deployment set() {
        return get(Deployment.class, Names.set("shop", wanted()));
    }

    public SetRecord record() {
        return Recorded.on(set()).orElseThrow();
    }

    public <T extends HasMetadata> T get(Class<T> kind, String name) {
        return client.resources(kind).inNamespace(namespace).withName(name).get();
    }

    private static final class NoErrands implements Errands {
        @Override
        public void ask(SeenStore store, Task task) {}

        @Override
        public void forget(StoreKey store, Task task) {}
    }

    private static final class NothingRemembered implements Remembered {
        @Override
        public Map<Task, Answer> answers(StoreKey store) {
            return Map.of();
        }

        @Override
        public SoakProgress soak(StoreKey store, Optional<LiveRecord> live) {
            return SoakProgress.NONE;
        }
    }
}
