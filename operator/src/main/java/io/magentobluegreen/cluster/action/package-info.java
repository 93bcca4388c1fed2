/** The changes that an Action stands for, each as the few API calls it is made of. Open ActionExecutor first. */
package io.magentobluegreen.cluster.action;
