package io.magentobluegreen.cluster.observe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.magentobluegreen.api.MagentoRelease;
import io.magentobluegreen.api.MagentoReleaseSpec;
import io.magentobluegreen.api.spec.PromotionSpec;
import io.magentobluegreen.api.spec.RollbackSpec;
import io.magentobluegreen.api.spec.SoakSpec;
import io.magentobluegreen.api.spec.UpgradeSpec;
import io.magentobluegreen.api.spec.VarnishSpec;
import io.magentobluegreen.api.spec.VerificationSpec;
import io.magentobluegreen.manifest.Labels;
import io.magentobluegreen.release.ledger.UpgradeMode;
import io.magentobluegreen.release.want.Commands;
import io.magentobluegreen.release.want.Problem;
import io.magentobluegreen.release.want.Release;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** The spec in the planner's words. */
public final class WantedRelease {
    private static final int DIGEST_BYTES = 8;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private WantedRelease() {}

    /**
     * @param revision empty while it cannot be known
     * @param problem why nothing new may begin
     */
    static Release of(MagentoRelease resource, Optional<String> revision, Optional<Problem> problem) {
        MagentoReleaseSpec spec = resource.getSpec();
        return new Release(
                revision,
                spec.image(),
                spec.paused(),
                resource.getMetadata().getDeletionTimestamp() != null,
                problem,
                commands(resource.getMetadata().getAnnotations()),
                spec.web().replicas(),
                upgrade(spec.upgrade()),
                verification(spec.verification()),
                spec.verification().jobs().size(),
                spec.verification().deadline().toDuration(),
                spec.warmUp().deadline().toDuration(),
                spec.warmUp().cutoverDeadline().toDuration(),
                spec.promotion().mode() == PromotionSpec.Mode.MANUAL,
                soak(spec.soak()),
                policy(spec.rollback().policy()),
                spec.rollback().window().toDuration(),
                spec.retain().releases(),
                spec.varnish().purge() == VarnishSpec.Purge.ALL,
                spec.promotion().overlap(),
                spec.service().adopt());
    }

    private static Commands commands(Map<String, String> annotations) {
        return annotations == null
                ? Commands.NONE
                : new Commands(
                        command(annotations, "abort"),
                        command(annotations, "rollback"),
                        command(annotations, "retry"),
                        command(annotations, "approve"));
    }

    private static Optional<String> command(Map<String, String> annotations, String name) {
        return Optional.ofNullable(annotations.get(Labels.PREFIX + name)).filter(text -> !text.isBlank());
    }

    private static Release.Upgrade upgrade(UpgradeSpec upgrade) {
        UpgradeMode mode =
                switch (upgrade.mode()) {
                    case AUTO -> UpgradeMode.AUTO;
                    case ALWAYS -> UpgradeMode.ALWAYS;
                    case NEVER -> UpgradeMode.NEVER;
                };
        return new Release.Upgrade(
                mode,
                upgrade.timeout().toDuration(),
                upgrade.reindex() != UpgradeSpec.Reindex.NONE,
                Optional.ofNullable(upgrade.acceptDatabaseOf()).filter(image -> !image.isBlank()));
    }

    private static Release.Soak soak(SoakSpec soak) {
        return new Release.Soak(soak.duration().toDuration(), soak.interval().toDuration(), soak.failureLimit());
    }

    private static Release.RollbackPolicy policy(RollbackSpec.Policy policy) {
        return switch (policy) {
            case GUARDED -> Release.RollbackPolicy.GUARDED;
            case ALWAYS -> Release.RollbackPolicy.ALWAYS;
            case NEVER -> Release.RollbackPolicy.NEVER;
        };
    }

    /** Sixteen hex digits over what is verified: an answer holds only for the checks it was given for. */
    static String verification(VerificationSpec verification) {
        try {
            byte[] text = JSON.writeValueAsString(verification).getBytes(StandardCharsets.UTF_8);
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text);
            return HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
        } catch (JsonProcessingException | NoSuchAlgorithmException e) {
            throw new IllegalStateException("spec.verification was not digested", e);
        }
    }
}
