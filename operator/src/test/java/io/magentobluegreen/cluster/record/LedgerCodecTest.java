package io.magentobluegreen.cluster.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.release.ledger.Ledger;
import io.magentobluegreen.release.ledger.Ledger.Fact;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerCodecTest {
    @Test
    void readsEveryLedgerItWrote() {
        assertThat(LongStream.range(0, 2000).mapToObj(seed -> new Samples(seed).ledger()))
                .allSatisfy(ledger ->
                        assertThat(LedgerCodec.read(LedgerCodec.write(ledger))).contains(ledger));
    }

    @Test
    void writesOneReadableLinePerFact() {
        Ledger ledger = new Ledger(
                List.of(
                        new Fact.Level("shop/php:1", ""),
                        new Fact.Touched("shop/php:2", "0123456789-7", "u1"),
                        new Fact.Ended("u1", Ledger.SUCCEEDED),
                        new Fact.Level("shop/php:2", "ab12"),
                        new Fact.Cleaned("u1")),
                8,
                false);

        assertThat(LedgerCodec.write(ledger))
                .isEqualTo(Map.of(
                        "facts",
                        "level shop/php:1 -\ntouched shop/php:2 0123456789-7 u1\nended u1 Succeeded\n"
                                + "level shop/php:2 ab12\ncleaned u1\n",
                        "next",
                        "8",
                        "rebuilt",
                        "false"));
    }

    @Test
    void readsALedgerThatAPersonWrote() {
        Map<String, String> data = Map.of("facts", "\n  level  shop/php:1   ab\n\n", "next", " 3\n");

        assertThat(LedgerCodec.read(data)).contains(new Ledger(List.of(new Fact.Level("shop/php:1", "ab")), 3, false));
    }

    @Test
    void passesOverFactsOfANewerOperator() {
        Map<String, String> data = Map.of("facts", "backup b1 s3://x\ncleaned u1\n", "next", "3");

        assertThat(LedgerCodec.read(data)).contains(new Ledger(List.of(new Fact.Cleaned("u1")), 3, false));
    }

    @Test
    void keepsFactsAndKeysOfANewerOperatorWhereTheyStood() {
        Map<String, String> before = Map.of(
                "facts",
                "backup b0\ntouched shop/php:1 0123456789-7 u1\nbackup b1 s3://x\nended u1 Succeeded\nbackup b2\n",
                "next",
                "3",
                "schema",
                "2");
        Ledger next = new Ledger(
                List.of(new Fact.Ended("u1", Ledger.SUCCEEDED), new Fact.Level("shop/php:1", "ab")), 4, false);

        assertThat(LedgerCodec.write(next, before))
                .isEqualTo(Map.of(
                        "facts",
                        "backup b0\nbackup b1 s3://x\nended u1 Succeeded\nbackup b2\nlevel shop/php:1 ab\n",
                        "next",
                        "4",
                        "rebuilt",
                        "false",
                        "schema",
                        "2"));
    }

    @Test
    void writesTheSameOverALedgerOfItsOwn() {
        assertThat(LongStream.range(0, 2000).boxed()).allSatisfy(seed -> {
            Samples samples = new Samples(seed);
            Ledger next = samples.ledger();
            assertThat(LedgerCodec.write(next, LedgerCodec.write(samples.ledger())))
                    .isEqualTo(LedgerCodec.write(next));
        });
    }

    @Test
    void dropsABrokenLineWithTheLedgerItBroke() {
        Ledger next = new Ledger(List.of(new Fact.Cleaned("u1")), 3, true);

        assertThat(LedgerCodec.write(next, Map.of("facts", "touched a b\n", "next", "3")))
                .isEqualTo(LedgerCodec.write(next));
    }

    @ParameterizedTest
    @ValueSource(strings = {"touched a b", "ended u1", "level a", "cleaned", "cleaned %4", "cleaned %zz"})
    void takesALedgerWithABrokenLineForNone(String line) {
        assertThat(LedgerCodec.read(Map.of("facts", line + "\n", "next", "3"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "0", "-1", "99999999999"})
    void takesALedgerWithoutANumberForNone(String next) {
        assertThat(LedgerCodec.read(Map.of("facts", "", "next", next))).isEmpty();
        assertThat(LedgerCodec.read(Map.of("facts", ""))).isEmpty();
        assertThat(LedgerCodec.read(null)).isEmpty();
    }
}
