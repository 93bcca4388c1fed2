package io.magentobluegreen.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The Dockerfile under {@code examples/image}, read as docker reads it: instructions of each stage, on one line each. */
record Dockerfile(Map<String, List<String>> stages) {
    static final Path FOLDER = Path.of("..", "examples", "image");
    static final Path FILE = FOLDER.resolve("Dockerfile");

    static Dockerfile read() throws IOException {
        String text = Files.readString(FILE).replaceAll("(?m)^\\s*#.*\n", "").replaceAll("\\\\\n", "");
        Map<String, List<String>> stages = new LinkedHashMap<>();
        List<String> stage = new ArrayList<>();
        stages.put("", stage);
        for (String line : text.lines().filter(line -> !line.isBlank()).toList()) {
            String instruction = line.strip().replaceAll("\\s{2,}", " ");
            if (instruction.startsWith("FROM ")) {
                stage = new ArrayList<>();
                stages.put(instruction.replaceAll(".* AS ", ""), stage);
            }
            stage.add(instruction);
        }
        return new Dockerfile(stages);
    }

    List<String> stage(String name) {
        return stages.get(name);
    }

    /** The shell commands of a stage in their order, mounts left out. */
    List<String> commands(String stage) {
        return stage(stage).stream()
                .filter(instruction -> instruction.startsWith("RUN "))
                .map(instruction -> instruction.replaceAll("^RUN (--mount=\\S+ )*", ""))
                .toList();
    }

    /** What an instruction says where the stage has it once; the last one where it has it more often. */
    String last(String stage, String instruction) {
        return stage(stage).stream()
                .filter(line -> line.startsWith(instruction + " "))
                .reduce((first, second) -> second)
                .map(line -> line.substring(instruction.length() + 1))
                .orElse("");
    }
}
