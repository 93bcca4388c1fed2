package io.magentobluegreen.cluster.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.cluster.storefront.http.Expected;
import io.magentobluegreen.cluster.storefront.http.Page;
import io.magentobluegreen.cluster.storefront.http.StubPod;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A page whose headers ask for an encoding is judged by its text all the same. */
@Timeout(60)
class PackedPageTest {
    private static final Page PAGE = new Page(
            "GET",
            PodsUnderTest.HOST,
            "/",
            Map.of("Accept-Encoding", "gzip, br"),
            "",
            new Expected(Optional.empty(), Optional.of("Add to cart"), Optional.empty()));

    @RegisterExtension
    final PodsUnderTest pods = new PodsUnderTest();

    @Test
    void isSearchedUnpacked() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write("<p>Add to cart</p>".getBytes(StandardCharsets.UTF_8));
        }

        assertThat(verify("gzip", packed.toByteArray()).findings()).isEmpty();
    }

    @Test
    void saysTheFixWhereItCannotBeUnpacked() {
        assertThat(verify("br", new byte[] {1, 2, 3})
                        .firstFailure()
                        .orElseThrow()
                        .problem())
                .contains("packed as br, which cannot be read here: ask with Accept-Encoding: gzip");
    }

    private Verification.Result verify(String encoding, byte[] body) {
        String head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: " + encoding
                + "\r\nContent-Length: " + body.length + "\r\n\r\n";
        StubPod pod = pods.answering((asked, out) -> {
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            out.write(body);
        });
        return PodsUnderTest.await(new Verification(List.of(pod.pod("shop-1")), List.of(PAGE), true, PodsUnderTest.ONCE)
                .begin(pods.storefront(), pods.cancellation));
    }
}
