package io.magentobluegreen.cluster.storefront.http;

/** Where a request goes: to one pod, or through the live Service. No request ever goes anywhere else. */
public sealed interface Target permits Pod, LiveService {

    /** What the connection is opened to: an IP address, or the cluster's name of a Service. */
    String address();

    int port();

    /** The target in the words of a sentence, such as {@code pod shop-ab12-xyz}. */
    String spoken();
}
