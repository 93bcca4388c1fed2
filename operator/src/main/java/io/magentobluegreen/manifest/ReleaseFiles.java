package io.magentobluegreen.manifest;

import io.magentobluegreen.api.MagentoReleaseSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * The files of a revision's ConfigMap that its pods mount: the env.php wrapper with its overrides, the programs that
 * Jobs run, and nginx's configuration where nginx serves.
 */
final class ReleaseFiles {

    private ReleaseFiles() {}

    /** Contents by name. */
    static Map<String, String> contents(SetIdentity set, MagentoReleaseSpec spec) {
        EnvOverrides overrides = new EnvOverrides(set.revision(), spec.env().overrides());
        Map<String, String> contents = new TreeMap<>(Map.of(
                PodLayout.OVERRIDES, overrides.web(),
                PodLayout.PROCESS_OVERRIDES, overrides.processes(),
                PodLayout.JOB_OVERRIDES, overrides.job(),
                PodLayout.CLEAN_OVERRIDES, overrides.cleaning(),
                PodLayout.ENV_FILE, resource("/io/magentobluegreen/env/env.php")));
        JobPrograms.NAMES.forEach(name -> contents.put(name, JobPrograms.source(name)));
        if (spec.web().nginxImage() != null) {
            contents.putAll(NginxContainer.files(set, spec));
        }
        return contents;
    }

    /** A text of our own jar; one that is missing is a broken build. */
    static String resource(String path) {
        try (InputStream in = ReleaseFiles.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("The program's own file " + path + " is missing from its jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("reading the program's own file " + path, e);
        }
    }
}
