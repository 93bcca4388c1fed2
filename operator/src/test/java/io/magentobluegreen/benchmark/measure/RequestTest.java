package io.magentobluegreen.benchmark.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A line of the journal tells what was asked. */
class RequestTest {

    @ParameterizedTest
    @CsvSource({
        "PUT, /api/v1/namespaces/a/services/shop, PUT, services, shop, true",
        "GET, /api/v1/namespaces/a/secrets/env, GET, secrets, env, false",
        "GET, /apis/batch/v1/namespaces/a/jobs?labelSelector=x, LIST, jobs, '', false",
        "GET, /apis/apps/v1/deployments?watch=true, WATCH, deployments, '', false",
        "POST, /apis/batch/v1/namespaces/a/jobs, POST, jobs, '', true",
        "PATCH, /apis/g.io/v1/namespaces/a/magentoreleases/shop/status, PATCH, magentoreleases/status, shop, false",
        "POST, /api/v1/namespaces/a/events, POST, events, '', false",
        "PUT, /apis/coordination.k8s.io/v1/namespaces/a/leases/l, PUT, leases, l, false",
    })
    void readsALine(String method, String target, String verb, String kind, String name, boolean counted) {
        // When
        Request request = Request.parse("1 2 " + method + " " + target + " 200");
        // Then
        assertThat(request.verb()).isEqualTo(verb);
        assertThat(request.kind()).isEqualTo(kind);
        assertThat(request.name()).isEqualTo(name);
        assertThat(request.isCountedWrite()).isEqualTo(counted);
    }
}
