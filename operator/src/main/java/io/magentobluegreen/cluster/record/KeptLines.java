package io.magentobluegreen.cluster.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Lines of a text that only a newer program understands, kept when an older one writes the text. */
final class KeptLines {
    private KeptLines() {}

    /**
     * The lines {@code next} and between them those of {@code before} that are not understood: each after the line it stood
     * after, or after what is left before that one.
     *
     * @param understood a line as it would be written now; empty for one that is not understood
     */
    static List<String> among(List<String> next, List<String> before, Function<String, Optional<String>> understood) {
        List<String> lines = new ArrayList<>(next);
        int at = 0;
        for (String line : before) {
            Optional<String> known = understood.apply(line);
            if (known.isEmpty()) {
                lines.add(at++, line);
            } else {
                int found = lines.subList(at, lines.size()).indexOf(known.get());
                at += found + 1;
            }
        }
        return lines;
    }
}
