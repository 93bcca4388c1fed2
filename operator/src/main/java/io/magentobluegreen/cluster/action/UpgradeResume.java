package io.magentobluegreen.cluster.action;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.magentobluegreen.cluster.ObservedStale;
import io.magentobluegreen.cluster.SeenStore;
import io.magentobluegreen.manifest.Annotations;
import io.magentobluegreen.release.plan.Action;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Lets the upgrade begin: one update that resumes the Job and says until when its script may begin.
 *
 * <p>That time is the API server's, from the answer that brought the Job, and never this machine's: a process that slept
 * between reading and writing resumes a Job that refuses to begin.
 */
final class UpgradeResume {
    private static final Duration MAY_BEGIN_WITHIN = Duration.ofMinutes(10);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

    private final ApiServer api;
    private final SeenStore seen;
    private final LivingResource living;
    private final ActionLog log;

    UpgradeResume(ApiServer api, SeenStore seen, LivingResource living, ActionLog log) {
        this.api = api;
        this.seen = seen;
        this.living = living;
        this.log = log;
    }

    /**
     * One that was resumed already is left as it is.
     *
     * @throws ObservedStale when it is another Job by now; when the resource asks for something else, such as a pause; or when it has no
     *     finalizer of ours, as another leader, which did not see that an upgrade was about to begin, has taken it off
     */
    void resume(Action.ResumeUpgrade action) {
        HttpResponse<String> answer = ask(action.job());
        Job job = api.client().getKubernetesSerialization().unmarshal(answer.body(), Job.class);
        boolean cancelled = job.getMetadata().getAnnotations() != null
                && job.getMetadata().getAnnotations().containsKey(Annotations.CANCELLED);
        if (!job.getMetadata().getUid().equals(action.uid())
                || cancelled
                || job.getMetadata().getDeletionTimestamp() != null) {
            throw new ObservedStale("The upgrade Job " + action.job() + " is another one, or was cancelled", null);
        }
        if (Boolean.TRUE.equals(job.getSpec().getSuspend())) {
            if (!Finalizer.isOn(living.asObserved())) {
                throw new ObservedStale("The finalizer is off, so the upgrade was not begun", null);
            }
            api.update(resumed(job, serverTime(answer).plus(MAY_BEGIN_WITHIN)));
            log.did("Resumed the upgrade").addKeyValue("job", action.job()).log();
        }
    }

    private static Job resumed(Job job, ZonedDateTime beginBefore) {
        return new JobBuilder(job)
                .editSpec()
                .withSuspend(false)
                .editTemplate()
                .editMetadata()
                .addToAnnotations(Annotations.BEGIN_BEFORE, Long.toString(beginBefore.toEpochSecond()))
                .endMetadata()
                .endTemplate()
                .endSpec()
                .build();
    }

    private static ZonedDateTime serverTime(HttpResponse<String> answer) {
        String date = answer.header("Date");
        try {
            return ZonedDateTime.parse(date == null ? "" : date, DateTimeFormatter.RFC_1123_DATE_TIME);
        } catch (DateTimeException e) {
            throw new KubernetesClientException("The API server answered without a Date, so no upgrade is begun", e);
        }
    }

    private HttpResponse<String> ask(String name) {
        KubernetesClient client = api.client();
        HttpClient http = client.getHttpClient();
        String path = "apis/batch/v1/namespaces/" + seen.namespace() + "/jobs/" + name;
        HttpRequest request = http.newHttpRequestBuilder()
                .uri(URI.create(client.getMasterUrl().toString()).resolve(path).toString())
                .build();
        HttpResponse<String> answer = await(http, request);
        if (answer.code() == HttpURLConnection.HTTP_NOT_FOUND) {
            throw new ObservedStale("The upgrade Job " + name + " is gone", null);
        }
        if (!answer.isSuccessful()) {
            throw new KubernetesClientException("Reading Job " + name + ": the API server answered " + answer.code());
        }
        return answer;
    }

    private static HttpResponse<String> await(HttpClient http, HttpRequest request) {
        try {
            return http.sendAsync(request, String.class).get(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KubernetesClientException("Interrupted while reading a Job", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new KubernetesClientException("Reading a Job got no answer", e);
        }
    }
}
