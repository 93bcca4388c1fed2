package io.magentobluegreen.nginx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.magentobluegreen.load.Load;
import io.magentobluegreen.load.LoadPlan;
import io.magentobluegreen.load.LoadPlan.Mode;
import io.magentobluegreen.load.LoadReport;
import io.magentobluegreen.load.RawAnswer;
import io.magentobluegreen.load.RawHttpClient;
import io.magentobluegreen.load.RawRequest;
import io.magentobluegreen.manifest.nginx.NginxConfiguration;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A pod goes, as a kubelet makes it go: preStop, then the signal; customers notice nothing. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class NginxDrainTest {

    private static final Duration DRAIN = Duration.ofSeconds(2);
    private static final String LEAVING = "aaaaaaaaaa";
    private static final String STAYING = "bbbbbbbbbb";

    @TempDir
    Path leavingFolder;

    @TempDir
    Path stayingFolder;

    private WebPodOnLoopback leaving;

    @BeforeEach
    void start() throws IOException {
        leaving = WebPodOnLoopback.started(leavingFolder, LEAVING);
        leaving.put("static/a.css", "a{}");
    }

    @AfterEach
    void stop() {
        leaving.close();
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void losesNoRequestWhenPodLeavesUnderLoad(Mode mode) throws Exception {
        try (WebPodOnLoopback staying = WebPodOnLoopback.started(stayingFolder, STAYING)) {
            staying.put("static/a.css", "a{}");
            AtomicReference<InetSocketAddress> service = new AtomicReference<>(leaving.address());

            LoadReport report = loadWhileLeaving(mode, service, staying.address());

            assertThat(report.failures()).as(report::summary).isEmpty();
            assertThat(report.answersOf(LEAVING)).isGreaterThan(200);
            assertThat(report.answersOf(STAYING)).isGreaterThan(200);
            assertThat(leaving.nginx().exitCode()).isZero();
        }
    }

    /** In the middle of the drain the nodes have heard of it: from then on new connections go elsewhere. */
    private LoadReport loadWhileLeaving(
            Mode mode, AtomicReference<InetSocketAddress> service, InetSocketAddress elsewhere) throws Exception {
        Set<Thread> gone = ConcurrentHashMap.newKeySet();
        LoadPlan plan = LoadPlan.of(service.get(), mode, "www.example.com", "/", "/static/a.css", "/health")
                .withThreads(8)
                .withTarget(() -> addressSeen(service, elsewhere, gone));
        try (Load load = Load.start(plan)) {
            awaitAnswers(load, LEAVING, 200);
            Daemon preStop = preStop();
            await().until(() -> Files.exists(leaving.run("drain")));
            awaitAnswers(load, LEAVING, 200);
            service.set(elsewhere);
            assertThat(preStop.exitCode()).isZero();
            await().until(() -> gone.size() == 8); // however late a thread uses the address that it has asked for
            leaving.nginx().terminate();
            leaving.nginx().exitCode();
            awaitAnswers(load, STAYING, 200);
            return load.stop();
        }
    }

    private static InetSocketAddress addressSeen(
            AtomicReference<InetSocketAddress> service, InetSocketAddress elsewhere, Set<Thread> gone) {
        InetSocketAddress address = service.get();
        if (address.equals(elsewhere)) {
            gone.add(Thread.currentThread());
        }
        return address;
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/static/a.css", "/static/none.css", "/media/none.jpg", "/unknown.php", "/health"})
    void closesKeptConnectionWithNextAnswer(String path) throws IOException {
        RawRequest request = RawRequest.get(path, "www.example.com");
        try (RawHttpClient kept = connect()) {
            RawAnswer before = kept.send(request);
            Files.writeString(leaving.run("drain"), "");
            RawAnswer after = kept.send(request);

            assertThat(before.closesConnection()).isFalse();
            assertThat(after.closesConnection()).isTrue();
            assertThat(after.status()).isEqualTo(before.status());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "QUIT"})
    void letsRequestUnderWayEndWhicheverSignalTheImageAsksFor(String signal) throws Exception {
        CompletableFuture<RawAnswer> slow = CompletableFuture.supplyAsync(() -> answer("/?seconds=1.5"));
        awaitRequestInPhp();

        if (signal.equals("TERM")) {
            leaving.nginx().terminate();
        } else {
            leaving.nginx().quit();
        }

        assertThat(leaving.nginx().exitCode()).isZero();
        assertThat(slow.join().status()).isEqualTo(200);
    }

    @Test
    void keepsPhpUntilNginxHasEnded() throws Exception {
        CompletableFuture<RawAnswer> slow = CompletableFuture.supplyAsync(() -> answer("/?seconds=3"));
        awaitRequestInPhp();
        Daemon phpPreStop = Daemon.start(
                leavingFolder.resolve("outlast.log"), leaving.here(NginxConfiguration.phpPreStop(Duration.ZERO)));

        ProcessHandle nginx = master();

        leaving.nginx().terminate();

        assertThat(phpPreStop.exitCode()).isZero();
        assertThat(nginx.isAlive()).isFalse();
        assertThat(slow.join().status()).isEqualTo(200);
    }

    @Test
    void forgetsDrainWhenContainerIsStartedAgain() throws Exception {
        Files.writeString(leaving.run("drain"), "");
        leaving.nginx().terminate();
        leaving.nginx().exitCode();

        leaving.startNginx();

        try (RawHttpClient kept = connect()) {
            assertThat(kept.send(RawRequest.get("/", "www.example.com")).closesConnection())
                    .isFalse();
        }
    }

    @Test
    void endsWithNginxsCodeWhenNginxDies() throws Exception {
        ProcessHandle master = master();
        List<ProcessHandle> workers = master.children().toList();

        master.destroyForcibly();
        workers.forEach(ProcessHandle::destroyForcibly); // as a container's end does

        assertThat(leaving.nginx().exitCode()).isEqualTo(128 + 9);
        assertThat(leaving.run("serving")).doesNotExist();
    }

    private Daemon preStop() throws IOException {
        return Daemon.start(leavingFolder.resolve("drain.log"), leaving.here(NginxConfiguration.preStop(DRAIN)));
    }

    /** nginx itself, which the container's shell has started. */
    private ProcessHandle master() throws IOException {
        return ProcessHandle.of(
                        Long.parseLong(Files.readString(leaving.run("pid")).trim()))
                .orElseThrow();
    }

    private void awaitRequestInPhp() {
        await().until(() -> Files.exists(leavingFolder.resolve("run/slow")));
    }

    private RawHttpClient connect() throws IOException {
        return RawHttpClient.connect(leaving.address());
    }

    private RawAnswer answer(String path) {
        try {
            return leaving.get(path);
        } catch (IOException e) {
            throw new AssertionError(path, e);
        }
    }

    private static void awaitAnswers(Load load, String release, long more) {
        long before = load.report().answersOf(release);
        await().until(() -> load.report().answersOf(release) >= before + more);
    }
}
