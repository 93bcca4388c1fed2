package io.magentobluegreen.kill;

/** What the operator is asked for again and again, so that it dies at another point each time. */
interface Course {

    /** Part of the store's spec, as JSON. */
    String spec();

    /** Brings the store to where it can be asked for; waits for that. */
    void prepare(KilledShop shop);

    void ask(KilledShop shop);

    /** What was asked for is there. */
    boolean isThrough(KilledShop shop);

    /** Fails where what is there, or how often something was done for it, is not as it has to be. */
    void holds(KilledShop shop);
}
