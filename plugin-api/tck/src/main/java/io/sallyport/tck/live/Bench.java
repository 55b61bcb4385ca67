package io.sallyport.tck.live;

import io.sallyport.tck.Finding;
import io.sallyport.testkit.FrameworkPlatform;
import io.sallyport.testkit.InstalledBundle;
import io.sallyport.testkit.NextVersion;
import io.sallyport.testkit.RecordedModel;
import io.sallyport.trust.site.Descriptor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Where a rule runs a package: a fresh framework for each trial. Used by one thread. */
public final class Bench {
  /** One trial in a framework. */
  interface Trial {
    Finding run(FrameworkPlatform platform) throws Exception;
  }

  private final Path bundle;
  private final Descriptor descriptor;
  private final Setup setup;
  private final Network network;
  private final Path scratch;
  private final Duration patience;

  /** @param patience longest wait for what a plugin does on its own */
  Bench(Path bundle, Descriptor descriptor, Setup setup, Network network, Path scratch, Duration patience) {
    this.bundle = bundle;
    this.descriptor = descriptor;
    this.setup = setup;
    this.network = network;
    this.scratch = scratch;
    this.patience = patience;
  }

  Path bundle() {
    return bundle;
  }

  Descriptor descriptor() {
    return descriptor;
  }

  Setup setup() {
    return setup;
  }

  Network network() {
    return network;
  }

  Duration patience() {
    return patience;
  }

  /** A directory that ends with the JVM. */
  Path scratch() {
    return scratch;
  }

  /** The bundle as the version after it. */
  Path next() {
    return NextVersion.of(bundle, "999.0.0", scratch);
  }

  /** A trial with nothing around the package: no configuration, no model, no secret. */
  Finding bare(Trial trial) throws Exception {
    return in(FrameworkPlatform.open(), trial);
  }

  /** A trial with what the publisher's {@code tck.json} puts around it. */
  Finding equipped(Trial trial) throws Exception {
    FrameworkPlatform platform = FrameworkPlatform.open();
    setup.models().forEach(model -> platform.platform().inference().serve(RecordedModel.golden(model)));
    setup.configurations().forEach((pid, values) -> configure(platform, pid, values));
    return in(platform, trial);
  }

  /** Installs the bundle, with its secrets. */
  InstalledBundle install(FrameworkPlatform platform) {
    return install(platform, bundle);
  }

  InstalledBundle install(FrameworkPlatform platform, Path jar) {
    InstalledBundle installed = platform.install(jar);
    setup.secrets().forEach((name, value) -> platform.platform().files().put(installed.owner(), name, value));
    return installed;
  }

  static void configure(FrameworkPlatform platform, String pid, Map<String, ?> values) {
    int factory = pid.indexOf('~');
    if (factory < 0) {
      platform.configure(pid, values);
    } else {
      platform.configure(pid.substring(0, factory), pid.substring(factory + 1), values);
    }
  }

  /** What the testkit found beside is another rule's affair unless the trial took it. */
  private static Finding in(FrameworkPlatform platform, Trial trial) throws Exception {
    try {
      return trial.run(platform);
    } finally {
      platform.platform().findings().take();
      try {
        platform.close();
      } catch (AssertionError left) {
        // NothingLeftRule says so
      }
    }
  }
}
