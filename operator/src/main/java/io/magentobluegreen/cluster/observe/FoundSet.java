package io.magentobluegreen.cluster.observe;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.magentobluegreen.cluster.record.Recorded;
import io.magentobluegreen.release.record.SetRecord;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The Deployment of a set with its record, which is read once for a look and asked for often.
 *
 * @param record empty where there is none, and where it is unreadable
 */
record FoundSet(Deployment object, Optional<SetRecord> record) {

    static Map<String, FoundSet> of(Map<String, Deployment> sets) {
        Map<String, FoundSet> found = new TreeMap<>();
        sets.forEach((revision, set) -> found.put(revision, new FoundSet(set, Recorded.on(set))));
        return found;
    }

    static Map<String, Deployment> objects(Map<String, FoundSet> sets) {
        Map<String, Deployment> objects = new TreeMap<>();
        sets.forEach((revision, set) -> objects.put(revision, set.object()));
        return objects;
    }
}
