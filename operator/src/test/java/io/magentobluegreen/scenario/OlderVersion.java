package io.magentobluegreen.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.util.Map;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.Buffer;

/**
 * Makes of an operator one of an older version: all that it creates looks otherwise than what the operator of now would
 * create: pod templates, and the wrapper and the programs of a set.
 */
final class OlderVersion implements Interceptor {
    private static final String MARK = "example.com/made-by";
    private static final String VERSION = "an-older-version";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Whether pods of this set look as the older version made them. */
    static boolean made(Deployment set) {
        return VERSION.equals(
                set.getSpec().getTemplate().getMetadata().getAnnotations().get(MARK));
    }

    /** Whether these files of a set are as the older version made them. */
    static boolean made(Map<String, String> files) {
        return files.getOrDefault("job.sh", "").endsWith(comment())
                && files.get("env.php").endsWith(comment());
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        return chain.proceed(request.method().equals("POST") ? older(request) : request);
    }

    private static Request older(Request request) throws IOException {
        Buffer body = new Buffer();
        request.body().writeTo(body);
        ObjectNode object = (ObjectNode) JSON.readTree(body.readByteArray());
        change(object);
        return request.newBuilder()
                .post(RequestBody.create(
                        JSON.writeValueAsBytes(object), request.body().contentType()))
                .build();
    }

    private static void change(ObjectNode object) throws IOException {
        if (object.at("/spec/template/metadata") instanceof ObjectNode metadata) {
            metadata.withObjectProperty("annotations").put(MARK, VERSION);
        }
        JsonNode files = object.path("data");
        if (object.path("kind").asText().equals("ConfigMap") && files.has("deployment.json")) {
            ObjectNode changed = (ObjectNode) files;
            ObjectNode deployment =
                    (ObjectNode) JSON.readTree(files.get("deployment.json").asText());
            change(deployment);
            changed.put("deployment.json", deployment.toString());
            changed.put("job.sh", files.get("job.sh").asText() + comment());
            changed.put("env.php", files.get("env.php").asText() + comment());
        }
    }

    private static String comment() {
        return "# " + VERSION + "\n";
    }
}
