package io.sallyport.engine.remote.internal;

import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.AuditLog;
import io.sallyport.trust.Digests;
import io.sallyport.trust.RefusedException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import javax.net.ssl.SSLParameters;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** One conduit as the site has configured it; another object after each change. Recorded when it takes effect. Thread-safe. */
@Component(service = Conduit.class, configurationPid = "io.sallyport.conduit", configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = ConduitConfig.class, factory = true)
public final class Conduit {
  private record Client(String ca, HttpClient http) {}

  private final String name;
  private final Path site;
  private final Optional<ConduitSettings> settings;
  private final Optional<RefusedException> problem;
  /** Its threads end by themselves when idle; calls that are under way when the configuration changes end as they would. */
  private final ExecutorService threads = Executors.newCachedThreadPool(runnable -> {
    Thread thread = new Thread(runnable, "conduit");
    thread.setDaemon(true);
    return thread;
  });
  /** Of all models behind it: it is the server that is to be spared. */
  private final Semaphore calls;
  private Optional<Client> client = Optional.empty();

  @Activate
  public Conduit(BundleContext context, @Reference AuditLog log, ConduitConfig config) {
    this(Path.of(Optional.ofNullable(context.getProperty("sallyport.data")).orElseThrow(() -> new IllegalStateException("the property sallyport.data is not set"))), log, config);
  }

  Conduit(Path data, AuditLog log, ConduitConfig config) {
    this.name = config.name().strip();
    this.site = data.resolve("site").resolve("conduits");
    Optional<ConduitSettings> checked = Optional.empty();
    Optional<RefusedException> refused = Optional.empty();
    try {
      checked = Optional.of(ConduitSettings.of(config));
    } catch (RefusedException e) {
      refused = Optional.of(e);
    }
    this.settings = checked;
    this.calls = new Semaphore(checked.map(ConduitSettings::callsMax).orElse(0));
    this.problem = refused;
    checked.ifPresent(all -> log.append(AuditEntry.of("conduit.configured").system("inference").action("configure").object("conduit/" + name)
        .reason("out to " + all.url() + all.ca().map(file -> ", trusting " + file).orElse("") + all.token().map(secret -> ", with the secret " + secret).orElse("")).build()));
  }

  String name() {
    return name;
  }

  /** For a person; no secret is in it. */
  String address() {
    return settings.map(all -> all.url().toString()).orElse("no usable address");
  }

  /** Longest wait for a whole answer, if the configuration can be used. */
  Optional<Duration> timeout() {
    return settings.map(ConduitSettings::timeout);
  }

  /** @throws RefusedException {@code SP-MODEL-0057} */
  ConduitSettings settings() {
    return settings.orElseThrow(() -> new RefusedException(problem.orElseThrow().refusal(), problem.orElseThrow()));
  }

  /** A way to the server with the credentials that lie there now. @throws RefusedException {@code SP-MODEL-0057} */
  synchronized Endpoint open() {
    ConduitSettings all = settings();
    ConduitFiles files = new ConduitFiles(name, site.resolve(name));
    Optional<byte[]> ca = all.ca().map(files::ca);
    String digest = ca.map(Digests::sha256).orElse("");
    if (client.isEmpty() || !client.get().ca().equals(digest)) {
      HttpClient.Builder builder = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).followRedirects(HttpClient.Redirect.NEVER).proxy(HttpClient.Builder.NO_PROXY)
          .connectTimeout(all.connect()).executor(threads);
      ca.ifPresent(pem -> builder.sslContext(files.trusting(pem)).sslParameters(new SSLParameters(null, new String[] {"TLSv1.3", "TLSv1.2"})));
      client = Optional.of(new Client(digest, builder.build()));
    }
    return new Endpoint(all, client.get().http(), all.token().map(files::secret), calls);
  }
}
