/** Records as text: what the operator writes on its objects, and reads back after it was away. */
package io.magentobluegreen.cluster.record;
