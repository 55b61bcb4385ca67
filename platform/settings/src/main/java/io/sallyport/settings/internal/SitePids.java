package io.sallyport.settings.internal;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which configurations a site may set: the platform's that are listed here, and those that an installed package declares for itself. Everything
 * else of the platform and of what it is made of, above all Karaf's, is the vendor's, and no package can add to that. Immutable.
 *
 * @param declared whether an installed package declares a PID
 */
record SitePids(Predicate<String> declared) {
  /** One configuration each. A test compares them with what the platform's bundles declare. */
  static final Set<String> SINGLE = Set.of("io.sallyport.audit", "io.sallyport.diode", "io.sallyport.engine.onnx", "io.sallyport.http", "io.sallyport.identity.sessions",
      "io.sallyport.inference", "io.sallyport.inference.drift", "io.sallyport.inference.shadow", "io.sallyport.inference.trial", "io.sallyport.operations.alarms",
      "io.sallyport.operations.signals", "io.sallyport.operations.workorders", "io.sallyport.provision", "io.sallyport.provision.plugin");
  /** One for each instance. */
  static final Set<String> MANY = Set.of("io.sallyport.conduit", "io.sallyport.inference.drift.limit");
  /** Below these a package may declare its own. */
  private static final List<String> OF_PACKAGES = List.of("io.sallyport.capability.", "io.sallyport.connector.", "io.sallyport.model.");
  /** Namespaces of what the platform is made of. */
  private static final List<String> OF_PLATFORM = List.of("io.sallyport.", "org.apache.", "org.ops4j.", "org.osgi.", "org.jline.", "org.fusesource.", "org.eclipse.jetty.",
      "org.slf4j.", "com.zaxxer.", "io.netty.", "jmx.", "felix.", "karaf.", "log4j", "java.", "javax.", "jdk.", "sun.", "com.sun.");
  private static final String ASK = "only the settings in the reference and those of packages are a site's; the others come with the distribution";

  /** Why a site may not set it; empty if it may. */
  Optional<NotAllowed> refusal(SettingsName name) {
    if (SINGLE.contains(name.pid()) || MANY.contains(name.pid())) {
      return name.instance().isPresent() == MANY.contains(name.pid()) ? Optional.empty() : Optional.of(new NotAllowed(MANY.contains(name.pid())
          ? "there are many of " + name.pid() + ": the file's name lacks the name of one" : "there is one " + name.pid() + " only", "name it as the reference says", false));
    }
    if (OF_PLATFORM.stream().anyMatch((name.pid() + ".")::startsWith) && OF_PACKAGES.stream().noneMatch(name.pid()::startsWith)) {
      return Optional.of(new NotAllowed(name.pid() + " is not a site's to set", ASK, false));
    }
    return declared.test(name.pid()) ? Optional.empty() : Optional.of(new NotAllowed("nothing that runs here reads this file",
        "correct its name, which must be the PID; or let the package run that reads it", true));
  }

  /** A reason; {@code waiting}: a package that reads it may come. */
  record NotAllowed(String what, String next, boolean waiting) {}
}
