package io.magentobluegreen.gitops;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.magentobluegreen.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Runs a script of {@code examples/argocd/lua} on an object: real Lua 5.1, with no more of it than Argo CD offers. */
final class ArgoLua {
    static final Path SCRIPTS = Path.of("..", "examples", "argocd", "lua");
    private static final Path RUNNER = Path.of("src/test/resources/gitops/argo.lua");
    private static final Path RECORDED = Path.of("src/test/resources/gitops/recorded");

    private final Path folder;

    /** @param folder an empty one of the test */
    ArgoLua(Path folder) {
        this.folder = folder;
    }

    /** A recorded object by its name. */
    static ObjectNode recorded(String name) {
        try {
            return Serialization.unmarshal(Files.readString(RECORDED.resolve(name + ".yaml")), ObjectNode.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The script's answer; an error of the script becomes an exception with its message. */
    JsonNode run(String script, JsonNode object) throws IOException, InterruptedException {
        Path given = Files.writeString(folder.resolve("object.lua"), "return " + literal(object));
        Process process = new ProcessBuilder(List.of(
                        Programs.require("lua5.1").toString(),
                        RUNNER.toString(),
                        SCRIPTS.resolve(script + ".lua").toString(),
                        given.toString()))
                .start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String error = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(error);
        }
        return Serialization.unmarshal(answer, JsonNode.class);
    }

    private static String literal(JsonNode node) {
        if (node.isObject()) {
            return node.properties().stream()
                    .map(field -> "[" + quoted(field.getKey()) + "] = " + literal(field.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (node.isArray()) {
            return StreamSupport.stream(node.spliterator(), false)
                    .map(ArgoLua::literal)
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        return node.isTextual() ? quoted(node.asText()) : node.isNull() ? "nil" : node.asText();
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}
