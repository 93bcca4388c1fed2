package io.magentobluegreen.schedule.world;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.magentobluegreen.LegacyObjects;
import io.magentobluegreen.api.MagentoRelease;
import io.magentobluegreen.cluster.record.RecordCodec;
import io.magentobluegreen.cluster.record.Recorded;
import io.magentobluegreen.manifest.Labels;
import io.magentobluegreen.release.ledger.Ledger;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.schedule.api.Kind;
import io.magentobluegreen.schedule.api.MemoryApi;
import io.magentobluegreen.schedule.chance.Topic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** People, and the tools that work for them: they write what they like, when they like. */
final class Person {
    static final List<String> IMAGES = List.of("shop/php:1", "shop/php:2", "shop/php:3");
    private static final String WRITER = "person";
    private static final String PREFIX = "magento-bluegreen.io/";

    private final World world;

    Person(World world) {
        this.world = world;
    }

    /** Makes or changes the resource. */
    void wants(Wish wish) {
        world.truth().asked(wish.replicas());
        if (!wish.accepted().isEmpty()) {
            world.truth().excuse(Truth.Excuse.ACCEPTED);
        }
        Optional<MagentoRelease> now = world.shop().resource();
        MagentoRelease next = new MagentoRelease();
        next.setSpec(wish.spec());
        if (now.isEmpty()) {
            next.setMetadata(new ObjectMetaBuilder()
                    .withName(Shop.NAME)
                    .withNamespace(Shop.NAME)
                    .build());
            world.api().create(WRITER, next);
        } else {
            next.setMetadata(copy(now.get()));
            world.api().update(WRITER, next, true);
        }
    }

    void makesSecret(String content) {
        world.api()
                .create(
                        WRITER,
                        new SecretBuilder()
                                .withNewMetadata()
                                .withName("shop-env")
                                .withNamespace(Shop.NAME)
                                .endMetadata()
                                .addToData("env.php", content)
                                .build());
    }

    /** Runs the store without an operator, on a database that this image has upgraded. */
    void servesAlready(String image) {
        world.cluster().database().isAt(image);
        world.api().create(WRITER, LegacyObjects.deployment(Shop.NAME, image, 2));
        world.api().create(WRITER, LegacyObjects.service(Shop.NAME, Shop.NAME, 80));
    }

    /** Does one of many things, or nothing. */
    void acts(int what) {
        List<Consumer<Person>> all = new ArrayList<>();
        IMAGES.forEach(image -> all.add(person -> person.changes(wish -> wish.forImage(image))));
        all.add(person -> person.changes(wish -> wish.sized(5 - wish.replicas())));
        all.add(person -> person.changes(wish -> wish.pausing(!wish.paused())));
        all.add(person -> person.changes(wish -> wish.approving(!wish.manual())));
        all.add(person -> person.commands("approve", person.target()));
        all.add(person -> person.commands("abort", person.target()));
        all.add(person -> person.commands("rollback", person.live()));
        all.add(person -> person.commands("retry", person.next()));
        all.add(Person::deletesResource);
        all.add(Person::changesSelector);
        all.add(Person::replacesService);
        all.add(Person::deletesService);
        all.add(Person::scalesASet);
        all.add(Person::deletesASet);
        all.add(Person::deletesAJob);
        all.add(Person::changesTemplate);
        all.add(Person::deletesLedger);
        all.add(person -> person.changes(wish -> wish.accepting(person.touched())));
        all.add(Person::annotates);
        all.add(person -> person.changes(wish -> wish.overlapping(!wish.overlaps())));
        all.add(person -> person.commands("rollback", person.live() + "/" + person.next()));
        all.add(Person::stripsService);
        all.add(Person::takesRecord);
        all.get(what - 1).accept(this);
    }

    /** What chance picks from; the last is done only in schedules that are written down. */
    static final int ACTS = IMAGES.size() + 21;

    private void changes(UnaryOperator<Wish> change) {
        Wish now = world.shop().resource().map(Wish::in).orElseGet(() -> Wish.of(IMAGES.get(0)));
        wants(change.apply(now));
    }

    private String target() {
        return newest(record -> !record.ended());
    }

    private String newest(java.util.function.Predicate<SetRecord> which) {
        return world.shop().sets().stream()
                .flatMap(set -> Recorded.on(set).stream())
                .filter(which)
                .map(record -> record.release().toString())
                .findFirst()
                .orElse("0123456789-1");
    }

    private String live() {
        return world.shop()
                .live()
                .flatMap(live -> live.live())
                .map(slot -> slot.release().toString())
                .orElse("0123456789-1");
    }

    private String next() {
        return world.shop()
                .resource()
                .map(MagentoRelease::getStatus)
                .map(status -> status.target())
                .map(target -> target.next())
                .orElse("0123456789-1");
    }

    private String touched() {
        return world.shop()
                .ledger()
                .flatMap(Ledger::lastTouched)
                .map(Ledger.Fact.Touched::image)
                .orElse(IMAGES.get(0));
    }

    void commands(String command, String release) {
        world.shop().resource().ifPresent(resource -> {
            world.truth().commanded(command, release);
            MagentoRelease next = new MagentoRelease();
            next.setSpec(resource.getSpec());
            next.setMetadata(copy(resource));
            next.getMetadata().getAnnotations().put(PREFIX + command, release);
            world.api().update(WRITER, next, true);
        });
    }

    private void deletesResource() {
        delete(Kind.RELEASE, Shop.NAME);
    }

    private void changesSelector() {
        edits(service -> service.editSpec().addToSelector("tier", "none").endSpec());
    }

    /** As {@code kubectl replace} does: selector and record are gone at once. */
    private void replacesService() {
        world.truth().excuse(Truth.Excuse.RECORDS_LOST);
        edits(service -> service.editMetadata()
                .removeFromAnnotations(RecordCodec.LIVE)
                .endMetadata()
                .editSpec()
                .withSelector(Map.of())
                .endSpec());
    }

    /** As a tool does that writes it anew with the selector that it has. */
    private void stripsService() {
        world.truth().excuse(Truth.Excuse.RECORDS_LOST);
        edits(service -> service.editMetadata()
                .withAnnotations(new HashMap<>())
                .withLabels(new HashMap<>())
                .endMetadata());
    }

    /** As {@code kubectl annotate} does with a minus: the Service stays watched, and selects what it did. */
    private void takesRecord() {
        world.truth().excuse(Truth.Excuse.RECORDS_LOST);
        edits(service ->
                service.editMetadata().removeFromAnnotations(RecordCodec.LIVE).endMetadata());
    }

    private void edits(UnaryOperator<ServiceBuilder> change) {
        world.shop()
                .service()
                .map(service -> change.apply(new ServiceBuilder(service)).build())
                .ifPresent(service -> {
                    world.api().update(WRITER, service, true);
                    if (isSomebodyElses(service)) {
                        world.truth().legacy(service.getSpec().getSelector());
                    }
                });
    }

    /** Whoever finds it has to take its selector for what was there before an adoption. */
    private static boolean isSomebodyElses(Service service) {
        Map<String, String> selector = service.getSpec().getSelector();
        return Recorded.on(service).isEmpty()
                && !selector.isEmpty()
                && selector.keySet().stream().noneMatch(key -> key.startsWith(Labels.PREFIX));
    }

    private void deletesService() {
        delete(Kind.SERVICE, Shop.NAME);
    }

    private Optional<Deployment> someSet() {
        List<Deployment> sets = world.shop().sets();
        return sets.isEmpty()
                ? Optional.empty()
                : Optional.of(sets.get(world.choices().pick(Topic.LENGTH, 1, sets.size())));
    }

    private void scalesASet() {
        world.truth().excuse(Truth.Excuse.SCALED);
        int size = world.choices().pick(Topic.LENGTH, 2, 4);
        Optional<Deployment> chosen = someSet();
        chosen.filter(set -> size == 0).ifPresent(set -> world.truth().emptied(Shop.revision(set)));
        chosen.ifPresent(set -> world.api()
                .update(
                        WRITER,
                        new DeploymentBuilder(set)
                                .editSpec()
                                .withReplicas(size)
                                .endSpec()
                                .build(),
                        true));
    }

    private void deletesASet() {
        world.truth().excuse(Truth.Excuse.PODS_HURT);
        world.truth().excuse(Truth.Excuse.SCALED);
        world.truth().excuse(Truth.Excuse.RECORDS_LOST);
        someSet().ifPresent(set -> delete(Kind.DEPLOYMENT, set.getMetadata().getName()));
    }

    private void deletesAJob() {
        List<Job> jobs = List.copyOf(world.api().store().<Job>all(Kind.JOB));
        if (!jobs.isEmpty()) {
            Job job = jobs.get(world.choices().pick(Topic.LENGTH, 3, jobs.size()));
            world.cluster()
                    .podsOf(job)
                    .forEach(pod -> world.truth().silenced(pod.getMetadata().getName()));
            delete(Kind.JOB, job.getMetadata().getName());
        }
    }

    private void changesTemplate() {
        Optional<Deployment> chosen = someSet();
        chosen.ifPresent(
                set -> world.truth().changed(set.getMetadata().getLabels().get(Labels.REVISION)));
        chosen.ifPresent(set -> world.api()
                .update(
                        WRITER,
                        new DeploymentBuilder(set)
                                .editSpec()
                                .editTemplate()
                                .editMetadata()
                                .addToAnnotations("restarted", "yes")
                                .endMetadata()
                                .endTemplate()
                                .endSpec()
                                .build(),
                        true));
    }

    private void deletesLedger() {
        world.truth().excuse(Truth.Excuse.RECORDS_LOST);
        delete(Kind.CONFIG_MAP, "shop-ledger");
    }

    private void annotates() {
        edits(service -> service.editMetadata()
                .addToAnnotations("example.com/note", world.now().toString())
                .endMetadata());
    }

    /** The pod of a Job is evicted. */
    void evicts(Pod pod) {
        world.truth().silenced(pod.getMetadata().getName());
        delete(Kind.POD, pod.getMetadata().getName());
    }

    private void delete(Kind kind, String name) {
        world.api().delete(WRITER, kind, name, MemoryApi.Preconditions.NONE);
    }

    private static ObjectMeta copy(HasMetadata object) {
        ObjectMeta copy = new ObjectMetaBuilder(object.getMetadata()).build();
        if (copy.getAnnotations() == null) {
            copy.setAnnotations(new HashMap<>());
        }
        return copy;
    }
}
