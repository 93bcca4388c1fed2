package io.magentobluegreen.schedule.cluster;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The database that all images of the store share, as it really is: what the operator may not know. */
public final class Database {
    private final Map<String, String> running = new TreeMap<>();
    private final Map<String, Integer> succeeded = new HashMap<>();
    private int level;

    public Database() {
        this(0);
    }

    private Database(int level) {
        this.level = level;
    }

    Database copy() {
        Database copy = new Database(level);
        copy.running.putAll(running);
        copy.succeeded.putAll(succeeded);
        return copy;
    }

    /** How new it is: the number of the image that upgraded it. */
    public int level() {
        return level;
    }

    /** This image upgraded it before anybody looked. */
    public void isAt(String image) {
        level = levelOf(image);
    }

    /** The schema that the code of an image wants: the number that its name ends with. */
    public static int levelOf(String image) {
        return Integer.parseInt(image.substring(image.lastIndexOf(':') + 1));
    }

    /** Pods whose upgrade is at it now. */
    public Set<String> running() {
        return Set.copyOf(running.keySet());
    }

    /** How often the upgrade of this image ended well. */
    public int succeeded(String image) {
        return succeeded.getOrDefault(image, 0);
    }

    /** Its upgrade may have ended well, and nobody can know it: the pod that would tell is gone. */
    public void isForgotten(String image) {
        succeeded.remove(image);
    }

    void begins(String pod, String image) {
        running.put(pod, image);
    }

    /** One that fails may have done its part already. */
    void ends(String pod, boolean well) {
        String image = running.remove(pod);
        if (image != null) {
            level = well ? levelOf(image) : Math.max(level, levelOf(image));
            succeeded.merge(image, well ? 1 : 0, Integer::sum);
        }
    }
}
