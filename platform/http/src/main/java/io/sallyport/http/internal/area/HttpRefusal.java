package io.sallyport.http.internal.area;

import io.sallyport.trust.Refusal;
import java.util.OptionalInt;

/** A request that gets no answer but a status and a reason. */
public final class HttpRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient Refusal refusal;
  private final transient OptionalInt retrySeconds;

  private HttpRefusal(int status, Refusal refusal, OptionalInt retrySeconds) {
    super(refusal.message(), null, false, false);
    this.status = status;
    this.refusal = refusal;
    this.retrySeconds = retrySeconds;
  }

  public static HttpRefusal of(int status, String code, String what, String where, String next) {
    return of(status, new Refusal(code, what, where, next));
  }

  public static HttpRefusal of(int status, Refusal refusal) {
    return new HttpRefusal(status, refusal, OptionalInt.empty());
  }

  /** One that may be different in so many seconds. */
  public HttpRefusal retryAfter(int seconds) {
    return new HttpRefusal(status, refusal, OptionalInt.of(seconds));
  }

  public int status() {
    return status;
  }

  public Refusal refusal() {
    return refusal;
  }

  /** Seconds after which the client may try again. */
  public OptionalInt retrySeconds() {
    return retrySeconds;
  }
}
