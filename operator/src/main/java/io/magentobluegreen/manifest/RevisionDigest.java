package io.magentobluegreen.manifest;

import io.fabric8.kubernetes.api.model.ConfigMapEnvSource;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecretEnvSource;
import io.magentobluegreen.api.MagentoReleaseSpec;
import io.magentobluegreen.api.spec.EnvSpec;
import io.magentobluegreen.api.spec.WebSpec;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The revision of a store: ten hex digits over all that makes its web pods differ.
 *
 * <p>Two specs with one revision are served by one set; another revision is another release. So the digest must never
 * change by itself: what has its default is not written into it, the defaults are a frozen table of its own, and each value
 * has one form only. A field that is added later is written only where it differs from its default, and every store
 * keeps its revision through an upgrade of the operator.
 */
public final class RevisionDigest {

    /** Defaults as they were when their field came into the digest. Never change a line: every store would be released. */
    private static final Map<String, Object> FROZEN_DEFAULTS = Map.of(
            "env.key", "env.php",
            "web.port", 8080,
            "web.root", "/var/www/html",
            "web.readiness.path", "/health");

    private static final int DIGITS = 10;

    private RevisionDigest() {}

    /**
     * The revision of a spec.
     *
     * @param envFile the bytes of the env file; not looked at with {@code env.snapshot: false}, where the Secret's name
     *     stands for them
     */
    public static String of(MagentoReleaseSpec spec, byte[] envFile) {
        String json = CanonicalJson.of(content(spec, envFile));
        return sha256(json.getBytes(StandardCharsets.UTF_8)).substring(0, DIGITS);
    }

    private static Map<String, Object> content(MagentoReleaseSpec spec, byte[] envFile) {
        Map<String, Object> content = new HashMap<>();
        content.put("image", spec.image());
        content.put(
                "imagePullSecrets",
                spec.imagePullSecrets().stream()
                        .map(LocalObjectReference::getName)
                        .toList());
        addEnv(content, spec.env(), envFile);
        addWeb(content, spec.web());
        content.entrySet().removeIf(RevisionDigest::isDefault);
        return content;
    }

    private static void addEnv(Map<String, Object> content, EnvSpec env, byte[] envFile) {
        content.put("env.key", env.key());
        content.put("env.overrides", env.overrides());
        content.put("env.from", env.from().stream().map(RevisionDigest::source).toList());
        if (env.snapshot()) {
            content.put("env.file", sha256(envFile));
        } else {
            content.put("env.secretName", env.secretName());
        }
    }

    private static void addWeb(Map<String, Object> content, WebSpec web) {
        Integer probed = web.readiness().port();
        content.put("web.port", web.port());
        content.put("web.root", web.root());
        content.put("web.nginxImage", web.nginxImage());
        content.put("web.resources.limits", amounts(web.resources().getLimits()));
        content.put("web.resources.requests", amounts(web.resources().getRequests()));
        content.put("web.readiness.path", web.readiness().path());
        content.put("web.readiness.port", Objects.equals(probed, web.port()) ? null : probed);
        content.put("web.podPatch", web.podPatch());
    }

    private static boolean isDefault(Map.Entry<String, Object> field) {
        return field.getValue() == null
                || field.getValue().equals(Map.of())
                || field.getValue().equals(List.of())
                || field.getValue().equals(FROZEN_DEFAULTS.get(field.getKey()));
    }

    private static Map<String, Object> source(EnvFromSource from) {
        Map<String, Object> source = new HashMap<>();
        if (from.getPrefix() != null && !from.getPrefix().isEmpty()) {
            source.put("prefix", from.getPrefix());
        }
        SecretEnvSource secret = from.getSecretRef();
        if (secret != null) {
            source.put("secret", reference(secret.getName(), secret.getOptional()));
        }
        ConfigMapEnvSource configMap = from.getConfigMapRef();
        if (configMap != null) {
            source.put("configMap", reference(configMap.getName(), configMap.getOptional()));
        }
        return source;
    }

    private static Map<String, Object> reference(String name, Boolean optional) {
        return Boolean.TRUE.equals(optional) ? Map.of("name", name, "optional", true) : Map.of("name", name);
    }

    /** Quantities as numbers, so that {@code 1Gi} and {@code 1024Mi} are the same. */
    private static Map<String, Object> amounts(Map<String, Quantity> quantities) {
        Map<String, Object> amounts = new HashMap<>();
        if (quantities != null) {
            quantities.forEach((name, quantity) -> amounts.put(name, quantity.getNumericalAmount()));
        }
        return amounts;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
