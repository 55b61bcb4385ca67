package io.sallyport.tck.rule;

import io.sallyport.tck.Finding;
import io.sallyport.tck.StaticRule;
import io.sallyport.tck.Subject;
import io.sallyport.trust.site.SemVer;
import io.sallyport.vault.BundleCheck;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code Sallyport-Package}, {@code Bundle-Version} and the descriptor say the same. */
final class PackageHeaderRule implements StaticRule {
  @Override
  public String id() {
    return "SP-TCK-0003";
  }

  @Override
  public String title() {
    return "Sallyport-Package and Bundle-Version of each bundle agree with the descriptor";
  }

  @Override
  public String why() {
    return "The import refuses it: a bundle belongs to exactly one version of one package";
  }

  @Override
  public Finding judge(Subject subject) {
    List<String> faults = Faults.of(subject, BundleCheck.Point.PACKAGE_HEADER);
    for (Path bundle : faults.isEmpty() ? subject.bundles() : List.<Path>of()) {
      String osgi = subject.header(bundle, "Bundle-Version").orElse("none");
      if (!matches(osgi, subject.descriptor().version())) {
        faults.add(bundle.getFileName() + ": Bundle-Version is " + osgi + ", the package's version is " + subject.descriptor().version());
      }
    }
    return Finding.failedIfAny(faults, subject.descriptor().ref() + " in every bundle");
  }

  /** The numbers agree; OSGi writes what follows them differently. */
  private static boolean matches(String osgi, String version) {
    Optional<SemVer> semantic = SemVer.parse(version);
    String numbers = semantic.map(v -> v.major() + "." + v.minor() + "." + v.patch()).orElse(version);
    return osgi.equals(numbers) || semantic.filter(v -> !v.preRelease().isEmpty() || !v.build().isEmpty()).isPresent() && osgi.startsWith(numbers + ".");
  }
}
