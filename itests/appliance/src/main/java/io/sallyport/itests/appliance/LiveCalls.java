package io.sallyport.itests.appliance;

import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

/** Programs that ask a model over HTTP the same again and again, until this is closed; what each call came to, in order of its end. */
public final class LiveCalls implements AutoCloseable {
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
