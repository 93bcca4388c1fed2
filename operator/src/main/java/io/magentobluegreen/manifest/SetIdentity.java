package io.magentobluegreen.manifest;

/**
 * Which set: what names, labels and owns the objects of one revision.
 *
 * @param store the resource's name
 * @param uid the resource's UID: the set's objects are collected when exactly that resource goes
 * @param revision ten hex digits
 * @param colour {@code blue} or {@code green}
 */
public record SetIdentity(String store, String namespace, String uid, String revision, String colour) {

    /** Name of the set's Deployment, ConfigMap and Secret. */
    public String name() {
        return Names.set(store, revision);
    }

    /** Whose child the set's objects are. */
    public Owner owner() {
        return new Owner(store, uid);
    }
}
