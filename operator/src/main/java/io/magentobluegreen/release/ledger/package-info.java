/** What touched the store's database, in order, and whether an upgrade may run. */
package io.magentobluegreen.release.ledger;
