package io.magentobluegreen.cluster.observe;

import io.fabric8.kubernetes.api.model.Secret;
import io.magentobluegreen.api.MagentoRelease;
import io.magentobluegreen.api.spec.EnvSpec;
import io.magentobluegreen.manifest.RevisionDigest;
import io.magentobluegreen.release.want.Problem;
import java.util.Base64;
import java.util.Optional;

/**
 * The store's own env.php as its Secret holds it now, and the revision that it makes with the spec.
 *
 * @param bytes empty when they are not there: then {@code problem} says why, and the revision is not known; empty as well
 *     where Secrets are not read and the revision is that of the Secret's name
 */
record WantedEnv(Optional<byte[]> bytes, Optional<String> revision, Optional<Problem> problem) {
    static WantedEnv read(MagentoRelease resource, StoreReads reads) {
        EnvSpec env = resource.getSpec().env();
        if (!reads.readsSecrets()) {
            return unread(resource);
        }
        Optional<Secret> secret = reads.get(Secret.class, env.secretName());
        if (secret.isEmpty()) {
            return missing(
                    "EnvSecretMissing",
                    "The Secret " + env.secretName() + " does not exist; create it with the key " + env.key()
                            + ", or name another in spec.env.secretName");
        }
        String data =
                secret.get().getData() == null ? null : secret.get().getData().get(env.key());
        if (data == null || data.isEmpty()) {
            return missing(
                    "EnvKeyMissing",
                    "The Secret " + env.secretName() + " has no key " + env.key()
                            + "; put the store's env.php there, or name another key in spec.env.key");
        }
        byte[] bytes = Base64.getDecoder().decode(data);
        return new WantedEnv(
                Optional.of(bytes), Optional.of(RevisionDigest.of(resource.getSpec(), bytes)), Optional.empty());
    }

    /** Only the pods read the Secret: nothing is known of what it holds. */
    private static WantedEnv unread(MagentoRelease resource) {
        if (resource.getSpec().env().snapshot()) {
            return missing(
                    "SecretsUnread",
                    "This operator reads no Secrets, so it cannot copy env.php for each revision; set "
                            + "spec.env.snapshot to false, or let the operator read Secrets (secrets.read of the chart)");
        }
        String revision = RevisionDigest.of(resource.getSpec(), new byte[0]);
        return new WantedEnv(Optional.empty(), Optional.of(revision), Optional.empty());
    }

    private static WantedEnv missing(String reason, String message) {
        return new WantedEnv(Optional.empty(), Optional.empty(), Optional.of(new Problem(reason, message)));
    }
}
