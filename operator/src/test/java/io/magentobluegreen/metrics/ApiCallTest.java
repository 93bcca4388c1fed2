package io.magentobluegreen.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a request asks for, in words that do not grow with the cluster. */
class ApiCallTest {
    @ParameterizedTest
    @CsvSource({
        "GET, api/v1/namespaces/shops/pods, false, list, pods",
        "GET, api/v1/namespaces/shops/pods/shop-1, false, get, pods",
        "GET, api/v1/pods, true, watch, pods",
        "GET, api/v1/namespaces/shops/pods/shop-1/portforward, false, get, pods/portforward",
        "POST, apis/batch/v1/namespaces/shops/jobs, false, create, jobs",
        "PUT, apis/apps/v1/namespaces/shops/deployments/shop-0123456789, false, update, deployments",
        "PATCH, apis/magento-bluegreen.io/v1alpha1/namespaces/shops/magentoreleases/shop/status, false, patch, magentoreleases/status",
        "DELETE, api/v1/namespaces/shops/configmaps/a, false, delete, configmaps",
        "GET, k8s/clusters/c1/apis/discovery.k8s.io/v1/endpointslices, true, watch, endpointslices",
        "GET, api/v1/namespaces/shops, false, get, other",
        "POST, apis/authorization.k8s.io/v1/selfsubjectrulesreviews, false, create, other",
        "GET, version, false, list, other",
        "GET, apis, false, list, other"
    })
    void isNamedByVerbAndResource(String method, String path, boolean watching, String verb, String resource) {
        assertThat(ApiCall.of(method, List.of(path.split("/")), watching)).isEqualTo(new ApiCall(verb, resource));
    }
}
