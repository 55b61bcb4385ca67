package io.sallyport.engine.remote.internal;

import io.sallyport.inference.engine.DeadlineException;
import io.sallyport.inference.engine.RemoteFailure;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** A way to a server, over connections that are kept. Thread-safe. */
final class Endpoint {
  /** @param callers whether it is the caller's own limit, not the conduit's */
  private record Limit(long end, boolean callers) {}

  private final ConduitSettings settings;
  private final HttpClient http;
  private final Optional<String> token;
  private final Semaphore calls;

  /** @param calls those that may be under way at once, of all that use the conduit */
  Endpoint(ConduitSettings settings, HttpClient http, Optional<String> token, Semaphore calls) {
    this.settings = settings;
    this.http = http;
    this.token = token;
    this.calls = calls;
  }

  ConduitSettings settings() {
    return settings;
  }

  /** @param path after the conduit's URL, such as {@code /v2} */
  HttpRequest.Builder request(String path) {
    HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(settings.url() + path));
    token.ifPresent(text -> builder.header("Authorization", "Bearer " + text));
    return builder;
  }

  /**
   * Sends, and waits for the whole answer. It is sent a second time only if nothing of it went out: where no connection came about.
   *
   * @param where names the remote in failures
   * @param until the {@link System#nanoTime()} up to which the caller waits; the conduit's own limit counts if it is earlier
   * @throws DeadlineException if the caller's time was up
   * @throws RemoteFailure {@code SP-MODEL-0058}, {@code -0059}, {@code -0063}; any status is an answer
   */
  HttpResponse<byte[]> send(HttpRequest request, String where, long until) {
    long now = System.nanoTime();
    Limit limit = new Limit(now + Math.min(settings.timeout().toNanos(), until - now), until - now < settings.timeout().toNanos());
    try {
      if (!calls.tryAcquire(limit.end - now, TimeUnit.NANOSECONDS)) {
        throw Failures.busy(settings.callsMax() + " calls are under way", where);
      }
      try {
        return attempt(request, limit, where);
      } catch (NothingSent e) {
        return again(request, limit, where);
      } finally {
        calls.release();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RemoteFailure(RemoteFailure.Kind.FAILED, Failures.late(settings.timeout().toMillis(), where).refusal().orElseThrow(), e);
    }
  }

  private HttpResponse<byte[]> again(HttpRequest request, Limit limit, String where) throws InterruptedException {
    try {
      return attempt(request, limit, where);
    } catch (NothingSent e) {
      throw Failures.unreachable("no connection: " + told(e.getCause()), where, e.getCause());
    }
  }

  private HttpResponse<byte[]> attempt(HttpRequest request, Limit limit, String where) throws InterruptedException, NothingSent {
    CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(request, LimitedBody.of(settings.responseMax()));
    try {
      return answer.get(Math.max(0, limit.end - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw limit.callers ? new DeadlineException("the remote did not answer in the call's time – " + where) : Failures.late(settings.timeout().toMillis(), where);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException || cause instanceof UnresolvedAddressException) {
        throw new NothingSent(cause);
      }
      if (cause instanceof LimitedBody.TooLarge || cause.getCause() instanceof LimitedBody.TooLarge) {
        throw Failures.unusableAnswer(told(cause), where, cause);
      }
      throw Failures.unreachable((cause instanceof SSLException ? "TLS: " : "the connection broke: ") + told(cause), where, cause);
    } finally {
      answer.cancel(true);
    }
  }

  private static String told(Throwable cause) {
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }

  /** No connection came about. */
  private static final class NothingSent extends IOException {
    private static final long serialVersionUID = 1L;

    NothingSent(Throwable cause) {
      super(cause);
    }
  }
}
