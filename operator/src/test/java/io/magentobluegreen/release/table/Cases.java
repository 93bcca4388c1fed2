package io.magentobluegreen.release.table;

import static org.junit.jupiter.api.Assertions.assertAll;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.function.Executable;

/** The cases of one row of a table: all are tried, and each that fails says which it is. */
final class Cases {
    private final List<Executable> all = new ArrayList<>();

    void add(String name, Executable holds) {
        all.add(() -> {
            try {
                holds.execute();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError(name + ": " + e.getMessage(), e);
            }
        });
    }

    void hold() {
        assertAll(all);
    }
}
