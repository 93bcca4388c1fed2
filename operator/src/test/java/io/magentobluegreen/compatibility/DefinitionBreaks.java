package io.magentobluegreen.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a change of the resource's definition takes away from whoever has objects, clients or scripts for the one before. */
final class DefinitionBreaks {
    private DefinitionBreaks() {}

    /** A sentence each, empty when nothing is broken. */
    static List<String> between(JsonNode before, JsonNode now) {
        List<String> breaks = new ArrayList<>();
        for (String fixed : List.of("/spec/group", "/spec/scope", "/spec/names/kind", "/spec/names/plural")) {
            if (!before.at(fixed).equals(now.at(fixed))) {
                breaks.add(fixed + " was " + before.at(fixed) + " and is " + now.at(fixed));
            }
        }
        for (String list : List.of("/spec/names/shortNames", "/spec/names/categories")) {
            missing(before.at(list), now.at(list)).forEach(word -> breaks.add(list + " has no " + word + " any more"));
        }
        versions(before).filter(version -> version.path("served").asBoolean()).forEach(version -> {
            String name = version.path("name").asText();
            versions(now)
                    .filter(other -> other.path("name").asText().equals(name))
                    .filter(other -> other.path("served").asBoolean())
                    .findFirst()
                    .ifPresentOrElse(
                            other -> breaks.addAll(betweenVersions(version, other)),
                            () -> breaks.add("the version " + name + " is not served any more"));
        });
        return List.copyOf(breaks);
    }

    private static List<String> betweenVersions(JsonNode before, JsonNode now) {
        List<String> breaks = new ArrayList<>(
                SchemaBreaks.between(before.at("/schema/openAPIV3Schema"), now.at("/schema/openAPIV3Schema")));
        if (!before.path("subresources").equals(now.path("subresources"))) {
            breaks.add("the subresources were " + before.path("subresources") + " and are " + now.path("subresources"));
        }
        missing(columns(before), columns(now)).forEach(column -> breaks.add("the column " + column + " is gone"));
        return breaks;
    }

    private static Stream<JsonNode> versions(JsonNode definition) {
        return definition.at("/spec/versions").valueStream();
    }

    private static JsonNode columns(JsonNode version) {
        return version.path("additionalPrinterColumns");
    }

    /** A description is no promise. */
    private static List<String> missing(JsonNode before, JsonNode now) {
        Set<String> there = now.valueStream().map(DefinitionBreaks::plain).collect(Collectors.toSet());
        return before.valueStream()
                .map(DefinitionBreaks::plain)
                .filter(word -> !there.contains(word))
                .toList();
    }

    private static String plain(JsonNode word) {
        return word.isObject()
                ? word.path("name").asText() + " " + word.path("type").asText() + " "
                        + word.path("jsonPath").asText()
                : word.asText();
    }
}
