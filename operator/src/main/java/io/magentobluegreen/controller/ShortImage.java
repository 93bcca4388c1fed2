package io.magentobluegreen.controller;

import java.util.regex.Pattern;

/** An image as a column shows it: without its registry, a digest only where there is no tag, and cut as docker cuts it. */
final class ShortImage {
    private static final Pattern DIGEST = Pattern.compile("@[a-z0-9+._-]+:([0-9a-fA-F]{12})[0-9a-fA-F]*$");

    private ShortImage() {}

    static String of(String image) {
        String path = withoutRegistry(image);
        int digest = path.indexOf('@');
        if (digest < 0) {
            return path;
        }
        String name = path.substring(0, digest);
        boolean tagged = name.lastIndexOf(':') > name.lastIndexOf('/');
        return tagged ? name : DIGEST.matcher(path).replaceFirst("@$1");
    }

    /** The first component is a registry where it could be a host, by the rule of image references. */
    private static String withoutRegistry(String image) {
        int slash = image.indexOf('/');
        String first = slash < 0 ? "" : image.substring(0, slash);
        boolean registry = first.contains(".") || first.contains(":") || first.equals("localhost");
        return registry ? image.substring(slash + 1) : image;
    }
}
