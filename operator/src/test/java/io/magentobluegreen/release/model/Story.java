package io.magentobluegreen.release.model;

import io.magentobluegreen.release.plan.Plan;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Says in one line what changed between two worlds, for the shortest trace to a broken promise. */
public final class Story {
    private Story() {}

    public static String of(World before, World after) {
        if (before == null) {
            return "start wants " + after.wanted();
        }
        List<String> changes = new ArrayList<>();
        for (RecordComponent part : World.class.getRecordComponents()) {
            Object now = read(part, after);
            if (!Objects.equals(read(part, before), now) && !part.getName().equals("budget")) {
                changes.add(part.getName() + " = " + now);
            }
        }
        Plan plan = after.knobs().program().plan(after);
        return String.join("; ", changes)
                        .replaceAll("1970-01-01T00:00:00Z", "old")
                        .replaceAll("2026-01-01T00:00:00Z", "now")
                + "\n      -> " + plan.phase() + " " + plan.message() + " "
                + plan.actions().stream().map(a -> a.getClass().getSimpleName()).toList();
    }

    private static Object read(RecordComponent part, World world) {
        try {
            part.getAccessor().setAccessible(true);
            return part.getAccessor().invoke(world);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
