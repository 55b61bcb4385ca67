package io.sallyport.http.internal;

import io.sallyport.trust.ListenAddress;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What a site sets for HTTP, in {@code DATA/site/etc/io.sallyport.http.cfg}; without that file the defaults hold. Immutable. */
@Component(service = HttpSettings.class, configurationPid = HttpSettings.PID)
@Designate(ocd = HttpSettings.Config.class)
public final class HttpSettings {
  static final String PID = "io.sallyport.http";

  private final Path data;
  private final SiteFile file;
  private final Map<String, Object> properties;
  private final int defaultPort;
  private final Config config;

  @ObjectClassDefinition(name = "HTTP")
  @interface Config {
    @AttributeDefinition(description = "Address to listen on; beyond loopback only with TLS")
    String host() default "127.0.0.1";

    @AttributeDefinition(description = "Port; 0 takes any free one, -1 that of the start script (8181)", min = "-1", max = "65535")
    int port() default -1;

    @AttributeDefinition(description = "TLS 1.3 with the key in DATA/site/http")
    boolean tls() default false;

    @AttributeDefinition(description = "Connections at most; for another one that rests makes room, if none does it waits", min = "1", max = "10000")
    int connections() default 256;

    @AttributeDefinition(description = "Connections of one address at most; for another one of its own that rests makes room, if none does it is closed", min = "1", max = "10000")
    int connections_per_address() default 128;

    @AttributeDefinition(description = "Longest time for the head of a request, in seconds; then the connection is cut", min = "1", max = "300")
    int head_seconds() default 10;

    @AttributeDefinition(description = "Longest time that an answer may wait for its reader, in seconds; then the connection is cut", min = "1", max = "600")
    int answer_seconds() default 60;

    @AttributeDefinition(description = "Inference requests at work at a time; more are told to come again", min = "1", max = "1024")
    int concurrency() default 32;

    @AttributeDefinition(description = "Largest body of a request, in bytes", min = "1024", max = "268435456")
    int body_max_bytes() default 16 << 20;

    @AttributeDefinition(description = "Memory of all inference requests at work, in bytes: bodies, tensors, answers; more are told to come again", min = "1024", max = "536870912")
    long bodies_max_bytes() default 64 << 20;
  }

  @Activate
  public HttpSettings(BundleContext context, Config config, Map<String, Object> properties) {
    this(Path.of(required(context, "sallyport.data")), Integer.parseInt(required(context, "sallyport.http.port")), config, properties);
  }

  HttpSettings(Path data, int defaultPort, Config config, Map<String, Object> properties) {
    this.data = data;
    this.file = new SiteFile(data.resolve("site").resolve("etc").resolve(PID + ".cfg"));
    this.properties = properties;
    this.defaultPort = defaultPort;
    this.config = config;
  }

  private static String required(BundleContext context, String name) {
    String value = context.getProperty(name);
    if (value == null || value.isBlank()) {
      throw HttpRefusals.badSetting("the property " + name + " is not set: start the appliance with bin/sallyport");
    }
    return value.strip();
  }

  /**
   * @throws io.sallyport.trust.RefusedException {@code SP-HTTP-0001} or {@code -0002} if the listener must not open as it is set, {@code -0005} if
   *     this is not what the site has set: then other settings follow
   */
  public void requireSafe() {
    if (!file.isTakenUp(properties)) {
      throw HttpRefusals.notTakenUp(file.path().toString());
    }
    require("port", port(), 0, 65_535);
    require("connections", config.connections(), 1, 10_000);
    require("connections.per.address", config.connections_per_address(), 1, 10_000);
    require("head.seconds", config.head_seconds(), 1, 300);
    require("answer.seconds", config.answer_seconds(), 1, 600);
    require("concurrency", config.concurrency(), 1, 1_024);
    require("body.max.bytes", config.body_max_bytes(), 1_024, 256 << 20);
    require("bodies.max.bytes", config.bodies_max_bytes(), config.body_max_bytes(), 512 << 20);
    if (!address().isLoopbackAddress() && !config.tls()) {
      throw HttpRefusals.plainBeyondLoopback(config.host());
    }
  }

  private static void require(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw HttpRefusals.badSetting(name + " = " + value + " is not within " + least + " to " + most);
    }
  }

  private InetAddress address() {
    return ListenAddress.parse(config.host()).orElseThrow(() -> HttpRefusals.badSetting("host = " + config.host() + " is no IP address"));
  }

  public String host() {
    return config.host();
  }

  public int port() {
    return config.port() == -1 ? defaultPort : config.port();
  }

  public boolean tls() {
    return config.tls();
  }

  public int connections() {
    return config.connections();
  }

  /** Connections of one address at most. */
  public int connectionsOfAddress() {
    return config.connections_per_address();
  }

  public Duration longestHead() {
    return Duration.ofSeconds(config.head_seconds());
  }

  /** In all that an answer may wait for its reader. */
  public Duration longestAnswer() {
    return Duration.ofSeconds(config.answer_seconds());
  }

  public int concurrency() {
    return config.concurrency();
  }

  public int largestBody() {
    return config.body_max_bytes();
  }

  /** Of all requests at work, with what else they hold. */
  public long largestBodies() {
    return config.bodies_max_bytes();
  }

  /** Where key, certificate and password lie. */
  public Path keys() {
    return data.resolve("site").resolve("http");
  }

  /** Where the port is written that was opened. */
  public Path portFile() {
    return data.resolve("run").resolve("http.port");
  }
}
