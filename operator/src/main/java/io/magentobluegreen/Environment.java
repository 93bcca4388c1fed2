package io.magentobluegreen;

import io.magentobluegreen.api.spec.GoDuration;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads settings out of the environment: blank is unset, and what cannot be used is refused by name. */
final class Environment {
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
    private static final Pattern SUBDOMAIN = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");

    private final Map<String, String> variables;

    Environment(Map<String, String> variables) {
        this.variables = variables;
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(variables.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    boolean flag(String name, boolean otherwise) {
        return text(name)
                .map(value -> switch (value) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw new BadSetting(name, value, "set it to true or false");
                })
                .orElse(otherwise);
    }

    int number(String name, int least, int most, int otherwise) {
        return text(name)
                .map(value -> {
                    boolean fits = value.matches("[0-9]{1,9}")
                            && Integer.parseInt(value) >= least
                            && Integer.parseInt(value) <= most;
                    if (!fits) {
                        throw new BadSetting(name, value, "set it to a whole number from " + least + " to " + most);
                    }
                    return Integer.parseInt(value);
                })
                .orElse(otherwise);
    }

    Duration duration(String name, Duration least, Duration most, Duration otherwise) {
        return text(name)
                .map(value -> {
                    Duration duration = duration(name, value);
                    if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
                        throw new BadSetting(
                                name,
                                value,
                                "set it to a duration from " + least.toSeconds() + "s to " + most.toSeconds() + "s");
                    }
                    return duration;
                })
                .orElse(otherwise);
    }

    private static Duration duration(String name, String value) {
        try {
            return GoDuration.of(value).toDuration();
        } catch (IllegalArgumentException e) {
            throw new BadSetting(name, value, "write a number with a unit, such as 20s or 1m30s");
        }
    }

    /** One of the constants, in whatever case. */
    <E extends Enum<E>> E word(String name, Class<E> of, E otherwise) {
        return text(name)
                .map(value -> Arrays.stream(of.getEnumConstants())
                        .filter(each -> each.name().equalsIgnoreCase(value))
                        .findFirst()
                        .orElseThrow(() -> new BadSetting(name, value, "set it to one of " + words(of))))
                .orElse(otherwise);
    }

    private static <E extends Enum<E>> String words(Class<E> of) {
        return Arrays.stream(of.getEnumConstants())
                .map(each -> each.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    Optional<String> namespace(String name) {
        return text(name).map(value -> shaped(name, value, LABEL, "give the name of a namespace"));
    }

    String objectName(String name, String otherwise) {
        return text(name)
                .map(value -> shaped(name, value, SUBDOMAIN, "use small letters, digits, '-' and '.', at most 253"))
                .orElse(otherwise);
    }

    Set<String> namespaces(String name) {
        Set<String> names = new TreeSet<>();
        String whole = text(name).orElse("");
        for (String part : whole.split(",")) {
            if (!part.isBlank() && !LABEL.matcher(part.strip()).matches()) {
                throw new BadSetting(name, whole, "give names of namespaces separated by commas");
            }
            names.add(part.strip());
        }
        names.remove("");
        return Set.copyOf(names);
    }

    private static String shaped(String name, String value, Pattern shape, String fix) {
        if (!shape.matcher(value).matches()) {
            throw new BadSetting(name, value, fix);
        }
        return value;
    }
}
