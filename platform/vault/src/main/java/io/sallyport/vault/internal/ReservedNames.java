package io.sallyport.vault.internal;

import static io.sallyport.vault.internal.Refusals.refuse;

import java.util.Set;

/**
 * Names that no package may have: a package acts in the audit log and in {@code feature:list} under its own name, and must not be taken for
 * a part of the platform there.
 */
public final class ReservedNames {
  private static final Set<String> PLATFORM = Set.of("appliance", "audit", "boundary", "commissioning", "conduit", "database", "engines", "framework", "gate", "generation",
      "guard", "http", "identity", "inference", "karaf", "launcher", "libraries", "medium", "model", "operations", "package", "platform", "provision", "qualification", "shell",
      "site", "system", "trust", "vault", "vendor");
  private static final String OURS = "sallyport";

  private ReservedNames() {}

  /** @throws io.sallyport.trust.RefusedException SP-MEDIUM-0046 */
  public static void requireFree(String name, String where) {
    if (PLATFORM.contains(name) || name.equals(OURS) || name.startsWith(OURS + "-")) {
      throw refuse("SP-MEDIUM-0046", "the package name " + name + " belongs to the platform", where, "ask the publisher to give the package a name of its own");
    }
  }
}
