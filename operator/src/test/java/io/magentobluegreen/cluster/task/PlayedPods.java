package io.magentobluegreen.cluster.task;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.magentobluegreen.cluster.TestStore;
import io.magentobluegreen.cluster.storefront.http.StubPod;

/** Pods and endpoints of a store's set, as the controllers of a cluster would make them. */
record PlayedPods(TestStore store) {
    void withoutEndpoints() {
        store.client()
                .resources(EndpointSlice.class)
                .inNamespace(store.namespace())
                .delete();
    }

    void ready(String name, StubPod stub) {
        Deployment set = store.set();
        Pod created = store.client()
                .resource(new PodBuilder()
                        .withNewMetadata()
                        .withName(set.getMetadata().getName() + "-5d4f-" + name)
                        .withNamespace(store.namespace())
                        .withLabels(set.getSpec().getSelector().getMatchLabels())
                        .endMetadata()
                        .withNewSpec()
                        .addNewContainer()
                        .withName("web")
                        .withImage("x")
                        .addNewPort()
                        .withName("http")
                        .withContainerPort(stub.pod("x").port())
                        .endPort()
                        .endContainer()
                        .endSpec()
                        .build())
                .create();
        store.client()
                .resource(new PodBuilder(created)
                        .withNewStatus()
                        .withPhase("Running")
                        .withPodIP("127.0.0.1")
                        .addNewCondition()
                        .withType("Ready")
                        .withStatus("True")
                        .endCondition()
                        .endStatus()
                        .build())
                .updateStatus();
    }

    void endpoint(String pod) {
        store.client()
                .resource(new EndpointSliceBuilder()
                        .withNewMetadata()
                        .withGenerateName("shop-")
                        .withNamespace(store.namespace())
                        .addToLabels("kubernetes.io/service-name", "shop")
                        .endMetadata()
                        .withAddressType("IPv4")
                        .addNewEndpoint()
                        .withAddresses("10.0.0.1")
                        .withNewConditions()
                        .withReady(true)
                        .endConditions()
                        .withNewTargetRef()
                        .withKind("Pod")
                        .withName(pod)
                        .endTargetRef()
                        .endEndpoint()
                        .build())
                .create();
    }
}
