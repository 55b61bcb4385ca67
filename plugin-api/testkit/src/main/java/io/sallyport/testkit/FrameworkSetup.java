package io.sallyport.testkit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a {@link FrameworkPlatform} differs in from what the appliance offers to a package. Used by one thread. */
public final class FrameworkSetup {
  private final List<String> packages = new ArrayList<>();
  private final List<Path> libraries = new ArrayList<>();
  private final Set<Class<?>> absent = new HashSet<>();
  private Optional<TestPlatform> platform = Optional.empty();

  FrameworkSetup() {}

  /** A platform that the test has made, such as one in real time, and that the test closes. */
  public FrameworkSetup platform(TestPlatform made) {
    platform = Optional.of(made);
    return this;
  }

  /** Packages of the test's class path that bundles may import too, as in {@code com.acme.server;version=1.0.0}. */
  public FrameworkSetup packages(String... clauses) {
    packages.addAll(List.of(clauses));
    return this;
  }

  /** A bundle that is there before all packages, such as a library of the appliance that is not on the class path. */
  public FrameworkSetup library(Path jar) {
    libraries.add(jar);
    return this;
  }

  /** Services that are not offered: the test registers its own, or a plugin shows what it does without. */
  public FrameworkSetup without(Class<?>... services) {
    absent.addAll(List.of(services));
    return this;
  }

  /** Starts the framework, and installs and starts the bundles in it. */
  public FrameworkPlatform open(Path... bundles) {
    return FrameworkPlatform.open(this, bundles);
  }

  Optional<TestPlatform> platform() {
    return platform;
  }

  String packages() {
    return Libraries.systemPackages() + (packages.isEmpty() ? "" : "," + String.join(",", packages));
  }

  List<Path> libraries() {
    return libraries;
  }

  boolean offers(Class<?> service) {
    return !absent.contains(service);
  }
}
