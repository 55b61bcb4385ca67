package io.sallyport.itests.appliance;

import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** Programs that ask a model over HTTP the same again and again, some hundred times a second, until this is closed; what each call came to, in order of its end. */
public final class LiveCalls implements AutoCloseable {
  /** Between two calls of one program: as fast as they can, they would take the processors from what is tested. */
  private static final long PAUSE_NANOS = 4_000_000;

  private final Http http;
  private final String path;
  private final String question;
  private final List<String> results = new CopyOnWriteArrayList<>();
  private final List<Thread> threads;
  private volatile boolean closed;

  public LiveCalls(Http http, String path, String question, int programs) {
    this.http = http;
    this.path = path;
    this.question = question;
    this.threads = IntStream.range(0, programs).mapToObj(i -> new Thread(this::ask, "live-" + i)).toList();
    threads.forEach(Thread::start);
  }

  private void ask() {
    while (!closed) {
      results.add(result(http.post(path, question)));
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /** The version that answered, or the code of the refusal. */
  private static String result(HttpResponse<String> response) {
    JsonObject body = Json.parseObject(response.body().getBytes(StandardCharsets.UTF_8), "response");
    return response.statusCode() == 200 ? body.string("model_version") : body.string("error").split(":")[0];
  }

  /** So far. */
  public List<String> results() {
    return List.copyOf(results);
  }

  @Override
  public void close() throws InterruptedException {
    closed = true;
    for (Thread thread : threads) {
      thread.join();
    }
  }
}
