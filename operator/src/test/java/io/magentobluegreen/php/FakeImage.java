package io.magentobluegreen.php;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The files of an image that the programs read, made by a test: two modules under vendor, one under app/code, a theme. */
final class FakeImage {

    private static final String REGISTRATION = """
            <?php
            use Magento\\Framework\\Component\\ComponentRegistrar;
            // Never run: there is no such class here.
            ComponentRegistrar::register(ComponentRegistrar::MODULE, 'NAME', __DIR__);
            """;

    private final Path root;
    private final Map<String, Integer> modules = new TreeMap<>();
    private final Map<String, String> registrations = new TreeMap<>();

    FakeImage(Path root) {
        this.root = root;
        module("Acme_Core", "vendor/acme/core", "<module name=\"Acme_Core\" setup_version=\"1.1.0\"/>");
        module("Acme_New", "vendor/acme/new/src", "<module name=\"Acme_New\"/>");
        module("Local_Shop", "app/code/Local/Shop", "<module name=\"Local_Shop\"/>");
        write("app/design/frontend/Acme/dark/theme.xml", "<theme><title>Dark</title></theme>");
        write(
                "app/design/frontend/Acme/dark/registration.php",
                REGISTRATION.replace("MODULE", "THEME").replace("NAME", "frontend/Acme/dark"));
        finish();
    }

    Path root() {
        return root;
    }

    /** Adds a module that is enabled and registered in the plainest way; call {@link #finish} afterwards. */
    FakeImage module(String name, String folder, String moduleXml) {
        modules.put(name, 1);
        write(folder + "/etc/module.xml", "<config>" + moduleXml + "</config>");
        return register(folder + "/registration.php", REGISTRATION.replace("NAME", name));
    }

    FakeImage register(String file, String code) {
        write(file, code);
        if (file.startsWith("vendor/")) {
            registrations.put(file, "$vendorDir . '/" + file.substring("vendor/".length()) + "'");
        }
        return this;
    }

    FakeImage list(String name, int enabled) {
        modules.put(name, enabled);
        return finish();
    }

    /** Writes what an installation makes of the modules. */
    FakeImage finish() {
        write("app/etc/vendor_path.php", "<?php return './vendor';");
        write(
                "app/etc/config.php",
                modules.entrySet().stream()
                        .map(module -> "'" + module.getKey() + "' => " + module.getValue())
                        .collect(Collectors.joining(", ", "<?php return ['modules' => [", "]];")));
        write(
                "vendor/composer/autoload_files.php",
                registrations.values().stream()
                        .collect(
                                Collectors.joining(",\n", "<?php $vendorDir = dirname(__DIR__); return array(", ");")));
        return this;
    }

    FakeImage write(String file, String text) {
        try {
            Path path = root.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    FakeImage delete(String file) {
        try {
            Files.delete(root.resolve(file));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
