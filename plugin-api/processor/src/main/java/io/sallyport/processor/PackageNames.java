package io.sallyport.processor;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What packages, roles and scopes may be called; a test holds it against the rules of the importer. */
final class PackageNames {
  static final List<String> ROLES = List.of("admin", "integrator", "quality", "security", "operator", "auditor");
  static final List<String> SCOPES = List.of("IQ", "OQ", "PQ");

  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?");
  private static final Set<String> RESERVED = Set.of("appliance", "audit", "boundary", "commissioning", "conduit", "database", "engines", "framework", "gate", "generation",
      "guard", "http", "identity", "inference", "karaf", "launcher", "libraries", "medium", "model", "operations", "package", "platform", "provision", "qualification", "shell",
      "site", "system", "trust", "vault", "vendor");

  private PackageNames() {}

  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /** Whether a package would be taken for a part of the platform. */
  static boolean isReserved(String name) {
    return RESERVED.contains(name) || name.equals("sallyport") || name.startsWith("sallyport-");
  }
}
