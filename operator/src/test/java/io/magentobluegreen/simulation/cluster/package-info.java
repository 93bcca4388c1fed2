/**
 * The controllers of a Kubernetes cluster, simulated: Deployments get ReplicaSets and pods, Jobs run once, Services get
 * EndpointSlices, what lost its owner goes. They act through the API like the real ones, on one thread, after every change.
 */
package io.magentobluegreen.simulation.cluster;
