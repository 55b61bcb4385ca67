package io.sallyport.http.internal;

import java.lang.annotation.Annotation;
import java.nio.file.Path;
import java.util.Map;

/** Settings as a site would make them. */
@SuppressWarnings("ClassExplicitlyAnnotation")
public record TestSettings(String host, int port, boolean tls, int connections, int connections_per_address, int head_seconds, int answer_seconds, int concurrency,
    int body_max_bytes, long bodies_max_bytes) implements HttpSettings.Config {
  /** The defaults, on any free port. */
  public static final TestSettings DEFAULT = new TestSettings("127.0.0.1", 0, false, 64, 64, 10, 60, 32, 1 << 20, 8 << 20);

  public HttpSettings in(Path data) {
    return new HttpSettings(data, 0, this, Map.of());
  }

  public TestSettings at(String address, int number) {
    return new TestSettings(address, number, tls, connections, connections_per_address, head_seconds, answer_seconds, concurrency, body_max_bytes, bodies_max_bytes);
  }

  public TestSettings secured() {
    return new TestSettings(host, port, true, connections, connections_per_address, head_seconds, answer_seconds, concurrency, body_max_bytes, bodies_max_bytes);
  }

  public TestSettings bounded(int requests, int body, long bodies) {
    return new TestSettings(host, port, tls, connections, connections_per_address, head_seconds, answer_seconds, requests, body, bodies);
  }

  /** @param all connections at most */
  public TestSettings connected(int all, int ofAddress, int head) {
    return new TestSettings(host, port, tls, all, ofAddress, head, answer_seconds, concurrency, body_max_bytes, bodies_max_bytes);
  }

  /** @param seconds for which an answer may wait for its reader */
  public TestSettings read(int seconds) {
    return new TestSettings(host, port, tls, connections, connections_per_address, head_seconds, seconds, concurrency, body_max_bytes, bodies_max_bytes);
  }

  @Override
  public Class<? extends Annotation> annotationType() {
    return HttpSettings.Config.class;
  }
}
