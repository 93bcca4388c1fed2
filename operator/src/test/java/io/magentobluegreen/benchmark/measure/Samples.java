package io.magentobluegreen.benchmark.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Times of one kind, in milliseconds. */
public final class Samples {
    private final List<Double> millis = new ArrayList<>();

    public void add(long micros) {
        millis.add(micros / 1000.0);
    }

    public int count() {
        return millis.size();
    }

    /** @param share such as 0.95; not a number where there is nothing */
    public double quantile(double share) {
        if (millis.isEmpty()) {
            return Double.NaN;
        }
        List<Double> sorted = millis.stream().sorted().toList();
        return sorted.get((int) Math.min(sorted.size() - 1L, (long) Math.floor(share * sorted.size())));
    }

    /** Such as {@code 12.5 ms}. */
    public String spoken(double share) {
        return millis.isEmpty() ? Report.NOT_MEASURED : spoken(quantile(share), "ms");
    }

    public static String spoken(double value, String unit) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f %s" : value < 100 ? "%.1f %s" : "%.0f %s", value, unit);
    }
}
