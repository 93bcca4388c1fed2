package io.magentobluegreen.benchmark.cluster;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * This program's class path as jars, and an archive of the classes of an operator's start, made of the same names as the
 * one in the image ({@code src/image/archive}).
 *
 * @param classPath to start an operator with
 * @param archive for {@code -XX:SharedArchiveFile}
 */
public record SharedClasses(String classPath, Path archive) {
    private static final Path JAVA = Path.of(System.getProperty("java.home"));
    private static final List<Path> LISTS = List.of(JAVA.resolve("lib/classlist"), Path.of("src/image/classes.list"));
    private static final String MEASURING = "io/magentobluegreen/benchmark/operator/";
    private static final String CLASS = ".class";

    /** Makes them in that folder, until this program ends. */
    public static SharedClasses in(Path folder, List<String> jvm) throws IOException {
        List<String> jars = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (Path list : LISTS) {
            if (Files.exists(list)) {
                names.addAll(Files.readAllLines(list));
            }
        }
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path path = Path.of(entry);
            if (Files.isDirectory(path)) {
                names.addAll(operatorsOf(path));
                jars.add(jar(path, folder.resolve("classes-" + jars.size() + ".jar")));
            } else if (Files.exists(path)) {
                jars.add(entry);
            }
        }
        Path list = Files.write(folder.resolve("classes.list"), names);
        SharedClasses classes =
                new SharedClasses(String.join(File.pathSeparator, jars), folder.resolve("operator.jsa"));
        classes.archive().toFile().deleteOnExit();
        classes.dump(list, jvm, folder.resolve("archive.log"));
        return classes;
    }

    /** What is not a test, and what measures the operator. */
    private static List<String> operatorsOf(Path folder) throws IOException {
        boolean tests = folder.endsWith("test-classes");
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(file -> folder.relativize(file).toString())
                    .filter(name -> name.endsWith(CLASS) && (!tests || name.startsWith(MEASURING)))
                    .map(name -> name.substring(0, name.length() - CLASS.length()))
                    .sorted()
                    .toList();
        }
    }

    private static String jar(Path folder, Path jar) {
        int failed = ToolProvider.findFirst("jar")
                .orElseThrow()
                .run(System.out, System.err, "--create", "--file", jar.toString(), "-C", folder.toString(), ".");
        if (failed != 0) {
            throw new IllegalStateException("No jar was made of " + folder);
        }
        jar.toFile().deleteOnExit();
        return jar.toString();
    }

    private void dump(Path list, List<String> jvm, Path log) throws IOException {
        List<String> command = new ArrayList<>(List.of(JAVA.resolve("bin/java").toString()));
        command.addAll(jvm);
        command.addAll(List.of(
                "-Xshare:dump",
                "-XX:SharedClassListFile=" + list,
                "-XX:SharedArchiveFile=" + archive,
                "-cp",
                classPath));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new UncheckedIOException(new IOException("No archive was made; " + log + " says why"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            process.destroyForcibly();
        }
    }
}
