/** What the operator reports: the parts of a store's status. Written only; nothing decides from it. */
package io.magentobluegreen.api.status;
