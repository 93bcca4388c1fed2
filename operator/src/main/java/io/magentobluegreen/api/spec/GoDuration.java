package io.magentobluegreen.api.spec;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A length of time as people write it in Kubernetes: {@code 90s}, {@code 15m}, {@code 1h30m}.
 *
 * <p>Keeps the text as it was written and reads it only in {@link #toDuration()}, so that one bad value in a stored
 * object can never stop the watch over all of them.
 *
 * @param text the text as written; never null
 */
public record GoDuration(@JsonValue String text) {

    /** What the schema accepts in at most 32 characters: Go's {@code time.ParseDuration} without a sign. */
    public static final String PATTERN = "^([0-9]+([.][0-9]+)?(ns|us|µs|ms|s|m|h))+$";

    /** As the schema has it; a longer text would exhaust the stack of the pattern below. */
    private static final int LONGEST = 32;

    private static final Pattern WHOLE = Pattern.compile(PATTERN);
    private static final Pattern PART = Pattern.compile("([0-9]+(?:[.][0-9]+)?)(ns|us|µs|ms|s|m|h)");
    private static final Map<String, BigDecimal> NANOSECONDS = Map.of(
            "ns", new BigDecimal(1L),
            "us", new BigDecimal(1_000L),
            "µs", new BigDecimal(1_000L),
            "ms", new BigDecimal(1_000_000L),
            "s", new BigDecimal(1_000_000_000L),
            "m", new BigDecimal(60_000_000_000L),
            "h", new BigDecimal(3_600_000_000_000L));

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public GoDuration {
        Objects.requireNonNull(text, "text");
    }

    /** The duration written as {@code text}; it is read only by {@link #toDuration()}. */
    public static GoDuration of(String text) {
        return new GoDuration(text);
    }

    /**
     * The length of time, cut to whole nanoseconds.
     *
     * @throws IllegalArgumentException when the text is no duration, or longer than 292 years; the message names the text
     *     and says what to write
     */
    public Duration toDuration() {
        if (text.length() > LONGEST || !WHOLE.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "'%.40s' is no duration: write a number with a unit, such as 90s, 15m or 1h30m".formatted(text));
        }
        BigDecimal sum = BigDecimal.ZERO;
        for (Matcher part = PART.matcher(text); part.find(); ) {
            sum = sum.add(new BigDecimal(part.group(1)).multiply(NANOSECONDS.get(part.group(2))));
        }
        return ofNanoseconds(sum.setScale(0, RoundingMode.DOWN));
    }

    private Duration ofNanoseconds(BigDecimal sum) {
        try {
            return Duration.ofNanos(sum.longValueExact());
        } catch (ArithmeticException tooLong) {
            throw new IllegalArgumentException(
                    "'%s' is too long: write a duration of less than 292 years".formatted(text), tooLong);
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
