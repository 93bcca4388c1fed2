package io.magentobluegreen.schedule.api;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.InputStream;

/**
 * Hands the objects of answers on as they are, instead of printing and reading them: the operator changes none of what it
 * reads. What it writes is printed and read as on any wire.
 */
final class SharingSerialization extends KubernetesSerialization {
    /** The bytes of an answer whose object is here. */
    static final byte[] HERE = {0};

    private Object here;

    SharingSerialization() {
        super(new ObjectMapper(), true);
    }

    /** The object of the answer that is read next. */
    void share(Object object) {
        here = object;
    }

    @Override
    public <T> T unmarshal(InputStream in, TypeReference<T> type) {
        if (here == null) {
            return super.unmarshal(in, type);
        }
        @SuppressWarnings("unchecked")
        T object = (T) here;
        here = null;
        return object;
    }
}
