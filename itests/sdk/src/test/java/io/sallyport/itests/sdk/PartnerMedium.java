package io.sallyport.itests.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sallyport.itests.appliance.Folders;
import io.sallyport.itests.appliance.Project;
import io.sallyport.signedrepo.Tool;
import io.sallyport.trust.AtomicFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A medium with a partner's packages: the partner has signed them, the vendor has delegated its names to it. */
final class PartnerMedium {
  private final Path repository;
  private final Path keys = Folders.temporary("acme-keys");
  private final Path password;
  private final Path vendor;

  private PartnerMedium(Project project) {
    repository = Folders.copy(project.built("signed-repo/repository/target/repository"), Folders.temporary("vendor").resolve("repository"));
    vendor = project.developmentKeys();
    password = keys.resolve("password");
    AtomicFiles.write(password, "acme-0815\n".getBytes(StandardCharsets.UTF_8));
  }

  /** Has the vendor delegate {@code acme-*}, signs the packages as acme does, and writes the medium. */
  static Path of(Project project, List<Path> packages) {
    PartnerMedium release = new PartnerMedium(project);
    release.tool("keys", release.keys, "acme-1", "--password-file", release.password);
    release.tool("delegate", release.repository, "add", "acme", "--paths", "packages/acme-*/**", "--public-key", release.keys.resolve("acme-1.json"));
    release.vendorSigns("targets", "vendor-targets-1", "vendor-targets-2");
    List<Object> add = new ArrayList<>(List.of("add", release.repository, "--role", "acme"));
    add.addAll(packages);
    release.tool(add.toArray());
    release.tool("sign", release.repository, "--role", "acme", "--key", release.keys.resolve("acme-1.p12"), "--password-file", release.password);
    release.vendorSigns("snapshot", "vendor-snapshot");
    release.vendorSigns("timestamp", "vendor-timestamp");
    release.tool("publish", release.repository);
    Path medium = Folders.temporary("acme-medium").resolve("usb");
    release.tool("medium", release.repository, medium);
    return medium;
  }

  private void vendorSigns(String role, String... signers) {
    for (String signer : signers) {
      tool("sign", repository, "--role", role, "--key", vendor.resolve("keys").resolve(signer + ".p12"), "--password-file", vendor.resolve("password"));
    }
  }

  private void tool(Object... words) {
    String[] command = Arrays.stream(words).map(String::valueOf).toArray(String[]::new);
    assertEquals(0, Tool.execute(command), () -> "signed-repo " + String.join(" ", command));
  }
}
