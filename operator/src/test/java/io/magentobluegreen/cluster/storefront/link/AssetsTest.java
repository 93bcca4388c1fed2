package io.magentobluegreen.cluster.storefront.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.cluster.storefront.http.DirectTransport;
import io.magentobluegreen.cluster.storefront.http.Page;
import io.magentobluegreen.cluster.storefront.http.Reply;
import io.magentobluegreen.cluster.storefront.http.StubPod;
import io.magentobluegreen.cluster.storefront.http.Transport;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class AssetsTest {
    private static final String HOST = "www.example.com";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<link rel=stylesheet href=/static/version1/a.css>",
                "<link rel='Stylesheet preload' href='https://www.example.com/static/version1/a.css'>",
                "<LINK REL=STYLESHEET HREF='//www.example.com/static/version1/a.css'>",
                "<link rel=preload as=style href=/static/version1/a.css>",
                "<link rel=modulepreload href=/static/version1/a.css>",
                "<script src=/static/version1/a.css></script>",
                "<script async src='http://WWW.example.com/static/version1/a.css#top'></script>",
                "<script src='static/version1/a.css'></script>",
                "<base href=https://www.example.com/de/><script src='../static/version1/a.css'></script>",
                "<script src='https://cdn.example.net/static/version1/a.css'></script>",
                "<script src=' /static/version1/a.css '></script>"
            })
    void findsWhatIsLoadedFromStatic(String html) throws Exception {
        assertThat(links(html)).containsExactly("/static/version1/a.css");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<script>var a = '/static/version1/a.js'</script>",
                "<a href=/static/version1/a.css>",
                "<img src=/static/version1/a.png>",
                "<link rel=icon href=/static/version1/favicon.ico>",
                "<link rel=preload as=font href=/static/version1/a.woff2>",
                "<link rel=stylesheet href=/media/styles.css>",
                "<script src='https://pay.example.net/static/js/pay.js'></script>",
                "<script src='https://cdn.example.net/other/static/version1/a.js'></script>",
                "<script src='data:text/javascript,/static/'></script>",
                "<script src='javascript:/static/a.js'></script>",
                "<!-- <script src=/static/version1/a.js></script> -->"
            })
    void leavesEverythingElse(String html) throws Exception {
        assertThat(links(html)).isEmpty();
    }

    @Test
    void keepsQueryAndOrderAndNamesEachOnce() throws Exception {
        assertThat(links("<script src=/static/b.js?v=1></script><script src=/pub/static/a.js></script>"
                        + "<script src=/static/b.js?v=1></script>"))
                .containsExactly("/static/b.js?v=1", "/pub/static/a.js");
    }

    @Test
    void survivesAPageNestedWithoutEnd() throws Exception {
        assertThat(links("<div>".repeat(500_000) + "<script src=/static/a.js></script>"))
                .isSubsetOf("/static/a.js");
    }

    private static List<String> links(String html) throws Exception {
        Page page = Page.get(HOST, "/");
        try (DirectTransport transport = new DirectTransport();
                StubPod pod = StubPod.answering(200, "text/html; charset=UTF-8", html)) {
            Reply reply = transport
                    .ask(pod.pod("shop-1"), new Transport.Inquiry(page, true, Transport.Lane.VERIFY, () -> {}))
                    .get(10, TimeUnit.SECONDS);
            return Assets.linkedBy(page, reply);
        }
    }
}
