package io.magentobluegreen.cluster.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.magentobluegreen.Holds;
import io.magentobluegreen.Hostile;
import io.magentobluegreen.release.ledger.Ledger;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.record.ReleaseName;
import io.magentobluegreen.release.record.SetRecord;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Records are read back as they were written, and whatever else stands in their place is no record. */
class RecordsPropertyTest {

    @Provide
    Arbitrary<String> texts() {
        return Hostile.text();
    }

    @Provide
    Arbitrary<Ledger> ledgers() {
        Arbitrary<String> word = Hostile.whole();
        Arbitrary<Ledger.Fact> facts = Arbitraries.oneOf(
                Combinators.combine(word, word, word).as(Ledger.Fact.Touched::new),
                Combinators.combine(word, word).as(Ledger.Fact.Ended::new),
                Combinators.combine(word, word).as(Ledger.Fact.Level::new),
                word.map(Ledger.Fact.Cleaned::new));
        return Combinators.combine(
                        facts.list().ofMaxSize(8),
                        Arbitraries.integers().greaterOrEqual(1),
                        Arbitraries.of(true, false))
                .as(Ledger::new);
    }

    @Holds
    void readsALedgerBackAsItWasWritten(@ForAll("ledgers") Ledger ledger) {
        assertThat(LedgerCodec.read(LedgerCodec.write(ledger))).contains(ledger);
    }

    @Holds
    void readsWhateverStandsInALedger(@ForAll("texts") String facts, @ForAll("texts") String next) {
        List<String> kinds = List.of("", "touched ", "ended ", "level a ", "cleaned ");

        assertThatCode(() -> kinds.forEach(kind -> LedgerCodec.read(Map.of("facts", kind + facts, "next", "7"))))
                .doesNotThrowAnyException();
        assertThatCode(() -> LedgerCodec.read(Map.of("facts", "", "next", next)))
                .doesNotThrowAnyException();
    }

    @Holds
    void readsBackAnyRecordAndSurvivesAnyDamage(
            @ForAll long seed, @ForAll("texts") String other, @ForAll @IntRange(max = 4_000) int at) {
        SetRecord set = new Samples(seed).set();
        LiveRecord live = new Samples(seed).live();

        assertThat(RecordCodec.readSet(RecordCodec.write(set))).contains(set);
        assertThat(RecordCodec.readLive(RecordCodec.write(live))).contains(live);
        assertThatCode(() -> {
                    RecordCodec.readSet(damaged(RecordCodec.write(set), at, other));
                    RecordCodec.readLive(damaged(RecordCodec.write(live), at, other));
                    RecordCodec.readLive(RecordCodec.write(set));
                    RecordCodec.readSet(other);
                })
                .doesNotThrowAnyException();
    }

    @Holds
    void knowsNoReleaseButByItsWholeName(@ForAll("texts") String text) {
        for (String asked : List.of(text, "0123456789-1" + text)) {
            ReleaseName.parse(asked)
                    .ifPresent(name -> assertThat(name.toString()).isEqualTo(asked.strip()));
        }
    }

    /** The word at that place is another one. */
    private static String damaged(String record, int at, String other) {
        int begin = at % record.length();
        int end = Math.min(record.length(), begin + 1 + at % 7);
        String word = other.length() > 40 ? other.substring(0, 40) : other;
        return record.substring(0, begin) + word + record.substring(end);
    }
}
