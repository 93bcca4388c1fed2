/** What a page or a sitemap links, read from documents that nobody vouches for. */
package io.magentobluegreen.cluster.storefront.link;
