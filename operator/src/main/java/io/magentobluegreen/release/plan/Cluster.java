package io.magentobluegreen.release.plan;

/** Who carries actions out: the real cluster, or a model of it. See {@link Action} for what each one does. */
public interface Cluster {
    void writeLedger(Action.WriteLedger action);

    void createService(Action.CreateService action);

    void writeLive(Action.WriteLive action);

    void makeSet(Action.MakeSet action);

    void writeRecord(Action.WriteRecord action);

    void scale(Action.Scale action);

    void collect(Action.Collect action);

    void runJob(Action.RunJob action);

    void addFinalizer(Action.AddFinalizer action);

    void removeFinalizer(Action.RemoveFinalizer action);

    void resumeUpgrade(Action.ResumeUpgrade action);

    void cancelUpgrade(Action.CancelUpgrade action);

    void deleteJob(Action.DeleteJob action);

    void ownUpgrade(Action.OwnUpgrade action);

    void ask(Action.Ask action);

    void forget(Action.Forget action);

    void flip(Action.Flip action);

    void adoptService(Action.AdoptService action);

    void endSwitch(Action.EndSwitch action);

    void publish(Action.Publish action);

    void movePreview(Action.MovePreview action);

    void restoreSelector(Action.RestoreSelector action);

    void recreateService(Action.RecreateService action);

    void rebuildSet(Action.RebuildSet action);

    void announce(Action.Announce action);
}
