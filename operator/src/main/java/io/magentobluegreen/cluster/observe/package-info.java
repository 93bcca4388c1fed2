/** What the cluster shows, as records: from caches, confirmed by live reads where an absence would do something. */
package io.magentobluegreen.cluster.observe;
