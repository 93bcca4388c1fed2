package io.magentobluegreen.cluster.record;

import io.magentobluegreen.release.ledger.Ledger;
import io.magentobluegreen.release.record.Colour;
import io.magentobluegreen.release.record.Ending;
import io.magentobluegreen.release.record.Evidence;
import io.magentobluegreen.release.record.JobRef;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.record.Outcome;
import io.magentobluegreen.release.record.ReleaseName;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/** Records of every shape, the same ones for the same seed. */
final class Samples {
    private static final String[] TEXTS = {
        "",
        "-",
        "shop/php:2.1",
        "registry:5000/a@sha256:4f1c",
        "a \"quoted\" $text\n",
        "%41",
        "100%",
        "ümläut 雪",
        "\u0000\t",
        "a b"
    };

    private final Random random;

    Samples(long seed) {
        random = new Random(seed);
    }

    SetRecord set() {
        return new SetRecord(
                release(),
                text(),
                pick(Colour.values()),
                time(),
                pick(Step.values()),
                time(),
                evidence(),
                jobs(),
                maybe(ending()),
                maybe(time()),
                random.nextInt(5),
                maybe(time()),
                random.nextInt(9),
                text(),
                text());
    }

    LiveRecord live() {
        return new LiveRecord(
                maybe(slot()),
                maybe(slot()),
                maybe(time()).orElse(null),
                random.nextLong() >>> 1,
                text(),
                maybe(new LiveRecord.Lost(release(), ending())),
                maybe(new LiveRecord.Switch(release(), time())),
                maybe(new LiveRecord.Adopted(Map.of("app", text(), text(), "x"), text())));
    }

    Ledger ledger() {
        List<Ledger.Fact> facts = new ArrayList<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            facts.add(fact());
        }
        return new Ledger(facts, 1 + random.nextInt(1000), random.nextBoolean());
    }

    private Ledger.Fact fact() {
        return switch (random.nextInt(4)) {
            case 0 -> new Ledger.Fact.Touched(text(), text(), text());
            case 1 -> new Ledger.Fact.Ended(text(), text());
            case 2 -> new Ledger.Fact.Level(text(), text());
            default -> new Ledger.Fact.Cleaned(text());
        };
    }

    private Map<Step, Evidence> evidence() {
        Map<Step, Evidence> all = new EnumMap<>(Step.class);
        for (int i = random.nextInt(5); i > 0; i--) {
            Map<String, String> facts = new TreeMap<>();
            facts.put(text(), text());
            facts.put("digest", text());
            all.put(pick(Step.values()), new Evidence(time(), facts));
        }
        return all;
    }

    private Map<Step, JobRef> jobs() {
        Map<Step, JobRef> all = new EnumMap<>(Step.class);
        for (int i = random.nextInt(5); i > 0; i--) {
            all.put(pick(Step.values()), new JobRef(random.nextInt(4), text(), text()));
        }
        return all;
    }

    private LiveRecord.Slot slot() {
        return new LiveRecord.Slot(release(), text(), pick(Colour.values()), random.nextInt(5), random.nextInt(9));
    }

    private Ending ending() {
        return new Ending(pick(Outcome.values()), text(), text(), time(), random.nextBoolean());
    }

    private ReleaseName release() {
        return new ReleaseName(String.format("%010x", random.nextInt() & 0xffffffffL), 1 + random.nextInt(999));
    }

    private Instant time() {
        return Instant.ofEpochSecond(1_700_000_000L + random.nextInt(100_000_000), random.nextInt(1_000_000_000));
    }

    private <T> Optional<T> maybe(T value) {
        return random.nextBoolean() ? Optional.of(value) : Optional.empty();
    }

    private String text() {
        return pick(TEXTS);
    }

    private <T> T pick(T[] values) {
        return values[random.nextInt(values.length)];
    }
}
