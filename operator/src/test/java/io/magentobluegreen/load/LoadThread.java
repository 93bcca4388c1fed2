package io.magentobluegreen.load;

import io.magentobluegreen.load.LoadPlan.Mode;
import io.magentobluegreen.load.LoadReport.Failure;
import java.io.IOException;
import java.time.Instant;

/** One client of a {@link Load}: at most one connection and one request at a time, each request tried once. */
final class LoadThread {

    private final LoadPlan plan;
    private final LoadRecord record;
    private RawHttpClient connection;
    private int answersOnConnection;
    private int next;

    LoadThread(LoadPlan plan, LoadRecord record, int firstRequest) {
        this.plan = plan;
        this.record = record;
        this.next = firstRequest;
    }

    /** Sends the next request in turn and writes down how it ended. */
    void sendOne() {
        RawRequest request = plan.requests().get(next++ % plan.requests().size());
        Instant begun = Instant.now();
        int before = answersOnConnection;
        try {
            RawAnswer answer = exchange(request);
            if (plan.accepts().test(answer.status())) {
                record.answered(answer.header("X-Magento-Release").orElse(""), begun, Instant.now());
            } else {
                fail(request, begun, before, "status " + answer.status());
            }
        } catch (IOException | RuntimeException failure) {
            close();
            fail(request, begun, before, failure.toString());
        }
    }

    void close() {
        if (connection == null) {
            return;
        }
        try {
            connection.close();
        } catch (IOException unimportant) {
            // The request on it has ended already; nothing can be lost by a failing close.
        }
        connection = null;
        answersOnConnection = 0;
    }

    private RawAnswer exchange(RawRequest request) throws IOException {
        boolean keep = plan.mode() == Mode.KEEP_ALIVE;
        if (connection == null) {
            connection = RawHttpClient.connect(plan.target().get(), plan.connectTimeout(), plan.readTimeout());
            record.connected();
        }
        RawAnswer answer = connection.send(keep ? request : request.withHeader("Connection: close"));
        answersOnConnection++;
        if (!keep || answer.closesConnection()) {
            close();
        }
        return answer;
    }

    private void fail(RawRequest request, Instant begun, int before, String reason) {
        record.failed(new Failure(begun, Instant.now(), request.target(), before, reason));
    }
}
