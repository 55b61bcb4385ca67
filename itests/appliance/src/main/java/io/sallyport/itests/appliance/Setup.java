package io.sallyport.itests.appliance;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How an appliance is started. Immutable.
 *
 * @param home the distribution; used as it lies there, never written
 * @param data the data directory
 * @param prefix words before the command, as of {@code setpriv} or {@code unshare}
 * @param jvmOptions further options of the JVM
 */
public record Setup(Path home, Path data, List<String> prefix, List<String> jvmOptions) {
  public Setup {
    prefix = List.copyOf(prefix);
    jvmOptions = List.copyOf(jvmOptions);
  }

  /** The built assembly with a new data directory that vanishes with this JVM. */
  public static Setup fresh(Project project) {
    return new Setup(project.assembly(), Folders.temporary("data").resolve("data"), List.of(), List.of());
  }

  /**
   * Less CPU time for a boot, at the cost of throughput: for tests that measure nothing. What runs a few times only is not compiled: that is a fifth of
   * a boot. Not without the optimising compiler: it has the fast SHA-256, and each login hashes a password 600 000 times.
   */
  public Setup quickBoot() {
    return with("-XX:+UseSerialGC", "-XX:CompileThresholdScaling=3");
  }

  public Setup with(String... options) {
    List<String> all = new ArrayList<>(jvmOptions);
    all.addAll(List.of(options));
    return new Setup(home, data, prefix, all);
  }

  public Setup prefixed(String... words) {
    return new Setup(home, data, List.of(words), jvmOptions);
  }

  public Setup withHome(Path other) {
    return new Setup(other, data, prefix, jvmOptions);
  }

  public Setup withData(Path other) {
    return new Setup(home, other, prefix, jvmOptions);
  }
}
