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
 * @param readyMade whether its site is a copy of one that was commissioned before, with passwords that are checked quickly ({@link ReadyMadeSites})
 */
public record Setup(Path home, Path data, List<String> prefix, List<String> jvmOptions, boolean readyMade) {
  public Setup {
    prefix = List.copyOf(prefix);
    jvmOptions = List.copyOf(jvmOptions);
  }

  /** One that is commissioned as any site is. */
  public Setup(Path home, Path data, List<String> prefix, List<String> jvmOptions) {
    this(home, data, prefix, jvmOptions, false);
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

  /** {@link #quickBoot()} of a site that is ready made: for tests that are not about commissioning or about how passwords are kept. */
  public Setup quick() {
    Setup boot = quickBoot();
    return new Setup(boot.home, boot.data, boot.prefix, boot.jvmOptions, true);
  }

  public Setup with(String... options) {
    List<String> all = new ArrayList<>(jvmOptions);
    all.addAll(List.of(options));
    return new Setup(home, data, prefix, all, readyMade);
  }

  public Setup prefixed(String... words) {
    return new Setup(home, data, List.of(words), jvmOptions, readyMade);
  }

  public Setup withHome(Path other) {
    return new Setup(other, data, prefix, jvmOptions, readyMade);
  }

  public Setup withData(Path other) {
    return new Setup(home, other, prefix, jvmOptions, readyMade);
  }
}
