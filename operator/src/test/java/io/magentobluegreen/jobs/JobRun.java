package io.magentobluegreen.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.magentobluegreen.Programs;
import io.magentobluegreen.manifest.EnvOverrides;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * One run of the script that the Jobs run, in a folder laid out like the pod: a Magento whose answers are scripted, and
 * stand-ins for the programs that need a real env.php or a database.
 */
final class JobRun {
    static final String SECRET = "s3cret-value";

    private static final Path PROGRAMS = Path.of("src/main/resources/io/magentobluegreen/jobs");
    private static final String BASE = """
            <?php
            return [
                'db' => ['connection' => ['default' => ['host' => '%s', 'dbname' => '%s', 'username' => '%s',
                    'password' => '%s', 'initStatements' => 'SET NAMES utf8;']]],
                'cache' => ['frontend' => [
                    'default' => ['backend' => 'Cm_Cache_Backend_Redis'],
                    'page_cache' => ['backend' => 'Cm_Cache_Backend_Redis']]],
                'session' => ['save' => 'redis'],
                'crypt' => ['key' => '0123456789abcdef0123456789abcdef'],
            ];
            """;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> STAND_INS = List.of(
            "inspect-env.php",
            "setup-digest.php",
            "patches.php",
            "lock.php",
            "blank.php",
            "env.php",
            "effective-env.php");

    final Path folder;
    final Path root;
    private final String step;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private List<String> shell = List.of("sh");

    private JobRun(Path folder, String step) {
        this.folder = folder;
        this.root = folder.resolve("root");
        this.step = step;
    }

    /** A run in an image without faults, on a database with nothing due. */
    static JobRun of(String step, Path folder) {
        Programs.require("php");
        JobRun run = new JobRun(folder, step);
        run.lay();
        long tenMinutes = System.currentTimeMillis() / 1000 + 600;
        return run.with("BEGIN_BEFORE", "" + tenMinutes).with("LOCK_PAUSE", "0").with("STATUS_TIMEOUT", "60");
    }

    private void lay() {
        copyResources(PROGRAMS, folder.resolve("release"));
        STAND_INS.forEach(name -> standIn(name, "release/" + name));
        standIn("magento.php", "root/bin/magento");
        write("root/app/etc/config.php", "<?php return ['modules' => []];");
        write("root/pub/static/deployed_version.txt", "1700000000");
        write("root/generated/metadata/global.php", "<?php return [];");
        String flag = "<?php const FLAG = 'deployment/blue_green/enabled';";
        write("root/vendor/magento/framework/Module/Plugin/DbStatusValidator.php", flag);
        write("root/vendor/magento/module-deploy/Model/Plugin/ConfigChangeDetector.php", flag);
        write("root/var/.keep", "");
        write("tmp/.keep", "");
        write("answers/calls", "");
    }

    /** The programs and the env.php wrapper that are shipped, and a store's file for this database. */
    JobRun withRealPrograms(String host, String database) {
        copyResources(PROGRAMS, folder.resolve("release"));
        copyResources(Path.of("src/main/resources/io/magentobluegreen/env"), folder.resolve("release"));
        copyResources(Path.of("src/main/resources/io/magentobluegreen/env"), root.resolve("app/etc"));
        EnvOverrides overrides = new EnvOverrides("0123456789", Map.of());
        with("MAGENTO_BLUEGREEN_LOCK_WAIT_TIMEOUT", "1");
        write("release/overrides.json", overrides.web());
        write("release/job-overrides.json", overrides.job());
        write("release/clean-overrides.json", overrides.cleaning());
        write("base.php", BASE.formatted(host, database, database, SECRET));
        return with("MAGENTO_BLUEGREEN_BASE", folder.resolve("base.php").toString());
    }

    private void standIn(String name, String to) {
        try {
            write(to, Files.readString(Path.of("src/test/resources/jobs").resolve(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copyResources(Path from, Path to) {
        try (Stream<Path> files = Files.list(from)) {
            Files.createDirectories(to);
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JobRun write(String path, String content) {
        Path file = folder.resolve(path);
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    JobRun without(String path) {
        try {
            Files.delete(folder.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** What a command of Magento does, as PHP; {@code setup:upgrade.2} only at its second call. */
    JobRun answer(String command, String php) {
        return write("answers/" + command + ".php", "<?php " + php);
    }

    /** A command that says this and ends so. */
    JobRun answer(String command, int exitCode, String says) {
        return answer(command, "echo " + quote(says) + ", \"\\n\"; exit(" + exitCode + ");");
    }

    static String quote(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    JobRun with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** A shell that images have as /bin/sh; {@code busybox} brings its own programs too. */
    JobRun shell(String name) {
        if (!name.equals("busybox")) {
            String program = Programs.require(name).toString();
            shell = name.equals("bash") ? List.of(program, "--posix") : List.of(program);
            return this;
        }
        String busybox = Programs.require("busybox").toString();
        program("php", Programs.require("php").toString());
        for (String applet : "sh timeout date grep sed tr head cat mktemp mkfifo rm cp ls sleep".split(" ")) {
            program(applet, busybox + " " + applet);
        }
        shell = List.of(busybox, "sh");
        return with("PATH", folder.resolve("busybox").toString());
    }

    private void program(String name, String command) {
        script(name, "exec " + command + " \"$@\"");
    }

    private void script(String name, String commands) {
        write("busybox/" + name, "#!/bin/sh\n" + commands + "\n");
        assertThat(folder.resolve("busybox").resolve(name).toFile().setExecutable(true))
                .isTrue();
    }

    /** Puts the commands before a program; {@code exec "$program"} in them is the program. */
    private JobRun wrap(String name, String commands) {
        String real = folder.resolve("busybox").resolve(name).toFile().exists()
                ? Programs.require("busybox") + " " + name
                : Programs.require(name).toString();
        script(name, commands.replace("$program", real));
        environment.putIfAbsent("PATH", folder.resolve("busybox") + ":" + System.getenv("PATH"));
        return this;
    }

    /** All other commands get a minute, however short the limit that the Job sets: a busy machine is not what ends them. */
    JobRun onlyLimits(String command) {
        return wrap("timeout", """
                case "$*" in
                  *"bin/magento %s "*) ;;
                  *) shift 3; set -- -s KILL 60 "$@" ;;
                esac
                exec $program "$@"\
                """.formatted(command));
    }

    /** It gets late when an answer makes the file {@code late} in its folder. */
    JobRun lateWhenAnswered() {
        return wrap(
                "date",
                "[ ! -e " + folder.resolve("answers/late") + " ] || exec echo 9999999999\nexec $program \"$@\"");
    }

    Process start() {
        List<String> command = new ArrayList<>(shell);
        command.addAll(List.of(folder.resolve("release/job.sh").toString(), step));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.redirectOutput(folder.resolve("log").toFile());
        builder.environment().put("MAGENTO_ROOT", root.toString());
        builder.environment().put("TERMINATION_LOG", folder.resolve("verdict").toString());
        builder.environment().put("TMPDIR", folder.resolve("tmp").toString());
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Ended run() {
        return await(start());
    }

    Ended await(Process process) {
        try {
            assertThat(process.waitFor(5, TimeUnit.MINUTES))
                    .as("the script ends, log: %s", log())
                    .isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            process.destroyForcibly();
        }
        return new Ended(
                process.exitValue(),
                read("verdict"),
                log(),
                read("answers/calls").lines().toList());
    }

    /** The end of the log. */
    String log() {
        String log = read("log");
        return log.substring(Math.max(0, log.length() - 100_000));
    }

    /** As in the pod: another user than the image's, who may write only var, app/etc, /tmp and the verdict. */
    JobRun inReadOnlyImage() {
        write("verdict", "").write("log", "");
        allow("u+rwX,go=rX", folder);
        for (String writable : List.of("root/var", "root/app/etc", "tmp", "answers", "verdict", "log")) {
            allow("a+rwX", folder.resolve(writable));
        }
        return asOther();
    }

    JobRun protect(String path) {
        allow("a-w", folder.resolve(path));
        return this;
    }

    private JobRun asOther() {
        if ("root".equals(System.getProperty("user.name"))) {
            String setpriv = Programs.require("setpriv").toString();
            shell = Stream.concat(
                            Stream.of(setpriv, "--reuid=65533", "--regid=65533", "--clear-groups"), shell.stream())
                    .toList();
        }
        return this;
    }

    private static void allow(String mode, Path path) {
        command("chmod", "-R", mode, path.toString());
    }

    static void command(String... command) {
        try {
            assertThat(new ProcessBuilder(command).inheritIO().start().waitFor())
                    .isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    String read(String path) {
        Path file = folder.resolve(path);
        try {
            return Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is seen of a Job that ended: exit code, verdict, log, and Magento's commands in order. */
    record Ended(int exitCode, String verdict, String log, List<String> calls) {
        JsonNode json() {
            try {
                return JSON.readTree(verdict);
            } catch (IOException e) {
                throw new UncheckedIOException("not JSON: " + verdict, e);
            }
        }

        String said(String name) {
            return json().path(name).asText();
        }

        /** The commands' names, without options and the lock's two lines. */
        List<String> commands() {
            return calls.stream()
                    .filter(call -> !call.startsWith("lock "))
                    .map(call -> call.split(" ")[0])
                    .toList();
        }

        void failsWith(String reason) {
            assertThat(said("reason")).as("verdict %s, log %s", verdict, log).isEqualTo(reason);
            assertThat(said("result")).isEqualTo("Failed");
            assertThat(said("message")).contains(":").endsWith(".");
            assertThat(exitCode).isEqualTo(1);
        }

        void passes() {
            assertThat(said("result")).as("verdict %s, log %s", verdict, log).isEqualTo("Passed");
            assertThat(exitCode).isZero();
        }
    }
}
