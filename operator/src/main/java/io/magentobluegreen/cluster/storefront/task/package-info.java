/** Work that goes on beside the reconciliation: started, bounded, remembered, cancelled. Knows nothing of HTTP. */
package io.magentobluegreen.cluster.storefront.task;
