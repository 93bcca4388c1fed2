package io.magentobluegreen.schedule.api;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.magentobluegreen.api.MagentoRelease;
import java.util.Map;
import java.util.Objects;

/** What the API server keeps apart in an object of one kind: metadata, spec, status. A copy shares what is not changed. */
abstract class Parts {
    private static final Parts PLAIN = new Parts() {
        @Override
        HasMetadata copy(HasMetadata object) {
            throw new UnsupportedOperationException("Nothing holds a " + object.getKind());
        }
    };

    private static final Map<Kind, Parts> ALL = Map.of(
            Kind.RELEASE, new Releases(),
            Kind.DEPLOYMENT, new Deployments(),
            Kind.REPLICA_SET, new ReplicaSets(),
            Kind.POD, new Pods(),
            Kind.JOB, new Jobs(),
            Kind.SERVICE, new Services());

    static Parts of(Kind kind) {
        return ALL.getOrDefault(kind, PLAIN);
    }

    /** With metadata of its own. */
    abstract HasMetadata copy(HasMetadata object);

    /** What the API server adds to a new object. */
    void born(HasMetadata object, long number) {
        // Most objects stay as they come.
    }

    void keepStatus(HasMetadata before, HasMetadata after) {
        // Most kinds have none.
    }

    boolean isAnotherGeneration(HasMetadata before, HasMetadata after) {
        return false;
    }

    HasMetadata withStatusOf(HasMetadata before, HasMetadata applied) {
        HasMetadata after = copy(before);
        keepStatus(applied, after);
        return after;
    }

    private static <T extends HasMetadata> T owning(T copy, HasMetadata original) {
        copy.setMetadata(new ObjectMetaBuilder(original.getMetadata()).build());
        return copy;
    }

    private static final class Releases extends Parts {
        @Override
        HasMetadata copy(HasMetadata object) {
            MagentoRelease copy = owning(new MagentoRelease(), object);
            copy.setSpec(((MagentoRelease) object).getSpec());
            copy.setStatus(((MagentoRelease) object).getStatus());
            return copy;
        }

        @Override
        void born(HasMetadata object, long number) {
            ((MagentoRelease) object).setStatus(null);
        }

        @Override
        void keepStatus(HasMetadata before, HasMetadata after) {
            ((MagentoRelease) after).setStatus(((MagentoRelease) before).getStatus());
        }

        @Override
        boolean isAnotherGeneration(HasMetadata before, HasMetadata after) {
            return !Objects.equals(((MagentoRelease) before).getSpec(), ((MagentoRelease) after).getSpec());
        }
    }

    private static final class Deployments extends Parts {
        @Override
        HasMetadata copy(HasMetadata object) {
            Deployment copy = owning(new Deployment(), object);
            copy.setSpec(((Deployment) object).getSpec());
            copy.setStatus(((Deployment) object).getStatus());
            return copy;
        }

        @Override
        void keepStatus(HasMetadata before, HasMetadata after) {
            ((Deployment) after).setStatus(((Deployment) before).getStatus());
        }

        /** An annotation raises it as well: so it is for Deployments, and for nothing else. */
        @Override
        boolean isAnotherGeneration(HasMetadata before, HasMetadata after) {
            return !Objects.equals(((Deployment) before).getSpec(), ((Deployment) after).getSpec())
                    || !Objects.equals(
                            before.getMetadata().getAnnotations(),
                            after.getMetadata().getAnnotations());
        }
    }

    private static final class ReplicaSets extends Parts {
        @Override
        HasMetadata copy(HasMetadata object) {
            ReplicaSet copy = owning(new ReplicaSet(), object);
            copy.setSpec(((ReplicaSet) object).getSpec());
            return copy;
        }
    }

    private static final class Pods extends Parts {
        @Override
        HasMetadata copy(HasMetadata object) {
            Pod copy = owning(new Pod(), object);
            copy.setSpec(((Pod) object).getSpec());
            copy.setStatus(((Pod) object).getStatus());
            return copy;
        }

        @Override
        void keepStatus(HasMetadata before, HasMetadata after) {
            ((Pod) after).setStatus(((Pod) before).getStatus());
        }
    }

    private static final class Jobs extends Parts {
        @Override
        HasMetadata copy(HasMetadata object) {
            Job copy = owning(new Job(), object);
            copy.setSpec(((Job) object).getSpec());
            copy.setStatus(((Job) object).getStatus());
            return copy;
        }

        @Override
        void keepStatus(HasMetadata before, HasMetadata after) {
            ((Job) after).setStatus(((Job) before).getStatus());
        }

        @Override
        boolean isAnotherGeneration(HasMetadata before, HasMetadata after) {
            return !Objects.equals(((Job) before).getSpec(), ((Job) after).getSpec());
        }
    }

    private static final class Services extends Parts {
        @Override
        HasMetadata copy(HasMetadata object) {
            Service copy = owning(new Service(), object);
            copy.setSpec(((Service) object).getSpec());
            return copy;
        }

        @Override
        void born(HasMetadata object, long number) {
            Service service = (Service) object;
            if (service.getSpec().getClusterIP() == null) {
                service.getSpec().setClusterIP("10.96.0." + number % 250);
            }
        }
    }
}
