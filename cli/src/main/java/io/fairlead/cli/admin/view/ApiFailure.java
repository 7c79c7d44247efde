package io.fairlead.cli.admin.view;

import java.util.Map;

/** A call cannot be carried out, for a reason that its caller is told. Has no stack, as it is no mistake of ours. */
public final class ApiFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int UNAVAILABLE = 503;

    private final int status;
    private final String error;
    private final transient Map<String, String> headers;

    /**
     * A failure whose answer has more headers.
     *
     * @param status  of HTTP
     * @param error   one of a few words, for programs
     * @param message for people; names the value and what is allowed
     * @param headers of the answer
     */
    public ApiFailure(int status, String error, String message, Map<String, String> headers) {
        super(message, null, false, false);
        this.status = status;
        this.error = error;
        this.headers = headers;
    }

    /**
     * A failure.
     *
     * @param status  of HTTP
     * @param error   one of a few words, for programs
     * @param message for people; names the value and what is allowed
     */
    public ApiFailure(int status, String error, String message) {
        this(status, error, message, Map.of());
    }

    /**
     * What was asked for makes no sense.
     *
     * @param message names the value and what is allowed
     * @return with status 400
     */
    public static ApiFailure badValue(String message) {
        return new ApiFailure(BAD_REQUEST, "bad_value", message);
    }

    /**
     * What it is about is not there.
     *
     * @param message names it
     * @return with status 404
     */
    public static ApiFailure notFound(String message) {
        return new ApiFailure(NOT_FOUND, "not_found", message);
    }

    /**
     * It cannot be done as things are.
     *
     * @param message says why
     * @return with status 409
     */
    public static ApiFailure conflict(String message) {
        return new ApiFailure(CONFLICT, "conflict", message);
    }

    /**
     * A store or a node did not answer; the caller may try again.
     *
     * @param message says which
     * @return with status 503
     */
    public static ApiFailure unavailable(String message) {
        return new ApiFailure(UNAVAILABLE, "unavailable", message);
    }

    /**
     * Gives the status out.
     *
     * @return of HTTP
     */
    public int status() {
        return status;
    }

    /**
     * Names the kind of failure.
     *
     * @return one of a few words
     */
    public String error() {
        return error;
    }

    /**
     * Gives more headers of the answer out.
     *
     * @return by their names
     */
    public Map<String, String> headers() {
        return headers;
    }

    /**
     * Gives the body of the answer out.
     *
     * @return what the caller is told
     */
    public Failure body() {
        return new Failure(error, getMessage());
    }
}
