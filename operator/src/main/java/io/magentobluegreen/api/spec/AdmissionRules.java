package io.magentobluegreen.api.spec;

/**
 * Pieces of the CEL rules by which the API server refuses a spec, so that one rule has one wording everywhere.
 *
 * <p>A piece follows an expression of type string: {@code "self.path" + IS_PATH}. Patterns are RE2.
 */
public final class AdmissionRules {

    /** A duration as {@link GoDuration} reads it. */
    public static final String IS_DURATION = ".matches('" + GoDuration.PATTERN + "')";

    /**
     * A number that is more than a year by itself. At centuries the API server's {@code duration()} fails instead of
     * comparing, so this is asked before it.
     */
    public static final String IS_ENDLESS =
            ".matches('(^|[a-zµ])0*[1-9]([0-9]{4,}([.][0-9]*)?h|[0-9]{6,}([.][0-9]*)?m($|[0-9])"
                    + "|[0-9]{8,}([.][0-9]*)?s|[0-9]{11,}([.][0-9]*)?ms|[0-9]{14,}([.][0-9]*)?[uµ]s|[0-9]{17,}([.][0-9]*)?ns)')";

    public static final String A_YEAR = "duration('8760h')";
    public static final String A_YEAR_FIX = " must be at most 8760h, which is a year";

    /** A duration without parts of a second. */
    public static final String IS_WHOLE_SECONDS = ".matches('^([0-9]+(s|m|h))+$')";

    public static final String DURATION_FIX =
            " must be longer than 0s and written as numbers with units, such as 90s, " + "15m or 1h30m";
    public static final String WHOLE_SECONDS_FIX =
            " must be at least 1s and written in whole seconds, minutes or hours, " + "such as 3s, 15m or 1h30m";

    /** A path of a request line, with an optional query. */
    public static final String IS_PATH = ".matches('^/[^[:space:][:cntrl:]]*$')";

    public static final String PATH_FIX =
            " must start with / and contain neither spaces (write %20) nor control characters";

    public static final String IS_HOST =
            ".matches('^[A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?([.][A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?)*$')";
    public static final String HOST_FIX =
            " must be a host name such as www.example.com, without https://, port or path; write letters beyond a-z as xn--";

    /** What an image reference is written with; whether it names anything only a registry knows. */
    public static final String IS_IMAGE = ".matches('^[A-Za-z0-9[][][A-Za-z0-9._/:@-]*$')";

    public static final String IMAGE_FIX =
            " must name an image, such as registry.example.com/shop/php:2.1.0: letters a to z, "
                    + "digits and . _ - / : @, without spaces and without https://";

    /** Name of a Secret or a ConfigMap. */
    public static final String IS_OBJECT_NAME = ".matches('^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$')";

    public static final String OBJECT_NAME_FIX =
            " must be the name of an object: a-z, 0-9, '-' and '.', beginning and ending with a letter or a digit";

    /** Name of a Service. */
    public static final String IS_SERVICE_NAME = ".matches('^[a-z]([-a-z0-9]*[a-z0-9])?$')";

    public static final String SERVICE_NAME_FIX =
            " must be the name of a Service: a-z, 0-9 and '-', beginning with a letter, at most 63 characters";

    /** A comprehension over header names; the map of headers comes before it. */
    public static final String ALL_HEADER_NAMES_ARE_TOKENS = ".all(name, name.matches('^[-!#$%&*+.^_`|~0-9A-Za-z]+$'))";

    public static final String HEADER_NAMES_FIX =
            " must have names of letters, digits and '-', without spaces, colons and control characters";

    public static final String NO_HEADER_IS_OURS =
            ".all(name, !(name.lowerAscii() in ['host', 'content-length', 'transfer-encoding', 'connection']))";
    public static final String OUR_HEADERS_FIX =
            " must not set Content-Length, Transfer-Encoding or Connection, nor Host: that is what the field host is for";

    /** The second range of control characters, U+0080 to U+009F, is none of the class cntrl. */
    public static final String NO_CONTROL_CHARACTERS = ".matches('^[^[:cntrl:]\\u0080-\\u009f]*$')";

    public static final String HEADER_VALUES_FIX = " must have values without line breaks and other control characters";

    private AdmissionRules() {}
}
