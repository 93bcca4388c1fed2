package io.magentobluegreen.cluster.action;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.magentobluegreen.cluster.ActionRefused;
import io.magentobluegreen.cluster.ObservedStale;
import io.magentobluegreen.cluster.SeenStore;
import io.magentobluegreen.cluster.Work;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.plan.Cluster;
import io.magentobluegreen.release.want.Problem;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Carries a plan's actions out on a real cluster, against the objects of one observation.
 *
 * <p>What each action is made of stands with its class. Common to all: an object is POSTed first and never written
 * unless it is ours; what exists is changed only by an update of the object as it was read, which must still be what
 * the plan was made on; whatever is not so any more ends in {@link ObservedStale} with nothing changed.
 */
public final class ActionExecutor implements Cluster, Work {
    private final LivingResource living;
    private final LedgerWrites ledger;
    private final ServiceWrites services;
    private final SetWrites sets;
    private final SetMaking making;
    private final Lowering lowering;
    private final Raising raising;
    private final Collection collection;
    private final JobWrites jobs;
    private final UpgradeResume resume;
    private final Finalizer finalizer;
    private final Publication publication;
    private final ServiceUpkeep upkeep;
    private final Flip flip;
    private final ActionLog log;
    private final SeenStore seen;
    private final Context context;
    private final List<Problem> reported = new ArrayList<>();

    /**
     * What an executor shares with the others of its process, and asks outside of the API server.
     *
     * @param gates asked right before a flip, or the end of a switch, is written
     */
    public record Context(
            ApiServer api, EventWriter events, Errands errands, TidyStores tidy, Clock clock, FreshGates gates) {}

    public ActionExecutor(SeenStore seen, Context context) {
        ApiServer api = context.api();
        this.seen = seen;
        this.context = context;
        this.log = new ActionLog(seen.key());
        this.living = new LivingResource(api, seen);
        this.ledger = new LedgerWrites(api, seen, log);
        this.services = new ServiceWrites(api, seen, log);
        this.sets = new SetWrites(api, seen, log);
        this.making = new SetMaking(api, seen, log, context.clock());
        this.lowering = new Lowering(api, seen, living);
        this.raising = new Raising(api, seen);
        this.collection = new Collection(api, seen, sets, lowering, log, context.clock());
        this.jobs = new JobWrites(api, seen, sets, ledger, log);
        this.resume = new UpgradeResume(api, seen, living, log);
        this.finalizer = new Finalizer(api, seen, log);
        this.publication = new Publication(api, seen, log);
        this.upkeep = new ServiceUpkeep(seen, services, living);
        this.flip = new Flip(services, sets, context.gates()::closed, context.clock());
    }

    @Override
    public List<Problem> carryOut(List<Action> actions) {
        reported.clear();
        for (int i = 0; i < actions.size(); i++) {
            askBefore(actions.subList(i, actions.size()));
            actions.get(i).on(this);
        }
        return List.copyOf(reported);
    }

    /**
     * That live is left, or a release for its switch, is written down before it is done: where it would not be done, it is not
     * written down either. A flip of its own asks after its stamp.
     */
    private void askBefore(List<Action> rest) {
        boolean writes = rest.get(0) instanceof Action.WriteRecord && rest.size() > 1;
        Action next = rest.get(writes ? 1 : 0);
        Optional<String> closed = Optional.empty();
        if (next instanceof Action.EndSwitch end) {
            closed = context.gates().closed(end);
        } else if (writes && next instanceof Action.Flip flip) {
            closed = context.gates().closed(flip);
        }
        closed.ifPresent(why -> {
            throw new ObservedStale("The selector is not changed, nor what comes before that: " + why, null);
        });
    }

    /**
     * As {@link #carryOut}, and then the Service's other fields as the spec says and what a collection left behind; never
     * together with a flip.
     */
    public List<Problem> carryOutAndKeep(List<Action> actions) {
        List<Problem> problems = new ArrayList<>(carryOut(actions));
        if (actions.stream().noneMatch(Action.Flip.class::isInstance)) {
            reported.clear();
            reportOnly("Changing the Service as the spec says", upkeep::keep);
            reportOnly("Collecting what is left of sets that are gone", this::tidy);
            problems.addAll(reported);
        }
        return problems;
    }

    private void tidy() {
        boolean held = seen.resource().getSpec().paused()
                || seen.resource().getMetadata().getDeletionTimestamp() != null;
        Instant now = context.clock().instant();
        if (!held && !context.tidy().isTidy(seen.key(), now)) {
            if (collection.finish()) {
                context.tidy().tidied(seen.key());
            } else {
                context.tidy().later(seen.key(), now);
            }
        }
    }

    @Override
    public void writeLedger(Action.WriteLedger action) {
        ledger.begins(action.next()).ifPresent(jobs::requireWaiting);
        ledger.write(action.next());
    }

    @Override
    public void createService(Action.CreateService action) {
        services.create(action.record());
    }

    @Override
    public void writeLive(Action.WriteLive action) {
        services.writeRecord(action.record());
    }

    @Override
    public void makeSet(Action.MakeSet action) {
        living.read();
        making.make(action.record());
    }

    @Override
    public void writeRecord(Action.WriteRecord action) {
        sets.writeRecord(action.revision(), action.record());
    }

    @Override
    public void scale(Action.Scale action) {
        Deployment current = sets.currentOfSameSize(action.revision());
        if (action.replicas() < current.getSpec().getReplicas()) {
            lowering.permit(current, action.revision(), action.replicas(), action.record());
        } else if (action.replicas() > current.getSpec().getReplicas()) {
            raising.permit(action.revision());
        }
        sets.scale(current, action.revision(), action.replicas(), action.record());
    }

    @Override
    public void collect(Action.Collect action) {
        reportOnly("Collecting the set " + action.revision(), () -> {
            Optional<Instant> tidyUntil = context.tidy().take(seen.key());
            if (collection.collect(action.revision(), action.anew())) {
                tidyUntil.ifPresent(until -> context.tidy().restore(seen.key(), until));
            } else {
                context.tidy().later(seen.key(), context.clock().instant());
            }
        });
    }

    @Override
    public void runJob(Action.RunJob action) {
        living.read();
        jobs.run(action, context.clock().instant());
    }

    @Override
    public void addFinalizer(Action.AddFinalizer action) {
        finalizer.add();
    }

    @Override
    public void removeFinalizer(Action.RemoveFinalizer action) {
        finalizer.remove();
    }

    @Override
    public void resumeUpgrade(Action.ResumeUpgrade action) {
        resume.resume(action);
    }

    @Override
    public void cancelUpgrade(Action.CancelUpgrade action) {
        jobs.cancel(action);
    }

    @Override
    public void deleteJob(Action.DeleteJob action) {
        jobs.delete(action);
    }

    @Override
    public void ownUpgrade(Action.OwnUpgrade action) {
        jobs.own(action);
    }

    @Override
    public void ask(Action.Ask action) {
        context.errands().ask(seen, action.task());
    }

    @Override
    public void forget(Action.Forget action) {
        context.errands().forget(seen.key(), action.task());
    }

    @Override
    public void flip(Action.Flip action) {
        flip.write(action);
    }

    @Override
    public void adoptService(Action.AdoptService action) {
        services.adopt(action.record());
    }

    @Override
    public void endSwitch(Action.EndSwitch action) {
        services.endSwitch(action.next());
    }

    @Override
    public void publish(Action.Publish action) {
        reportOnly("Publishing " + action.revision() + " to the store's other processes", () -> {
            living.read();
            publication.publish(action.revision());
            tell(false, "LivePublished", "The store's other processes find " + action.revision() + " now");
        });
    }

    @Override
    public void movePreview(Action.MovePreview action) {
        reportOnly("Moving the preview Service to " + action.revision(), () -> {
            living.read();
            publication.movePreview(action.revision());
        });
    }

    @Override
    public void restoreSelector(Action.RestoreSelector action) {
        if (services.restoreSelector(action.record())) {
            tell(
                    true,
                    "SelectorRestored",
                    "The selector of the live Service was changed, and is the recorded one again");
        }
    }

    @Override
    public void recreateService(Action.RecreateService action) {
        services.recreate(action.record());
        tell(true, "ServiceRecreated", "The live Service was deleted, and is there again");
    }

    @Override
    public void rebuildSet(Action.RebuildSet action) {
        living.read();
        raising.permit(action.slot().revision());
        making.rebuild(
                action.slot(), Rebuilding.record(action.slot(), context.clock().instant()));
        tell(
                true,
                "LiveSetRebuilt",
                "The Deployment of " + action.slot().release() + " was deleted, and is made again");
    }

    @Override
    public void announce(Action.Announce action) {
        tell(action.warning(), action.reason(), action.message());
    }

    private void tell(boolean warning, String reason, String message) {
        reportOnly(
                "Writing the Event " + reason,
                () -> context.events().announce(seen.resource(), warning, reason, message));
    }

    /** Nothing that protects customers waits for these. */
    private void reportOnly(String what, Runnable work) {
        try {
            work.run();
        } catch (ActionRefused e) {
            reported.add(e.problem());
        } catch (ObservedStale | KubernetesClientException e) {
            log.onlyReported(what, e);
            reported.add(new Problem("ActionFailed", what + " failed and is tried again: " + e.getMessage()));
        }
    }
}
