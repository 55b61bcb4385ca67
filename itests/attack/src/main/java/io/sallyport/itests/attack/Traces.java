package io.sallyport.itests.attack;

import io.sallyport.itests.appliance.Appliance;
import io.sallyport.itests.appliance.Folders;
import io.sallyport.trust.Digests;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What an import could leave in force on an appliance's disk.
 *
 * @param content names of the files of the vault
 * @param vendor digests of the trusted metadata by file
 */
public record Traces(Set<String> content, Map<String, String> vendor) {
  public static Traces of(Appliance appliance) {
    Set<String> content = new TreeSet<>();
    Path vault = appliance.data().resolve("vault/sha256");
    Folders.files(vault, name -> true).forEach(file -> content.add(vault.relativize(file).toString()));
    Map<String, String> vendor = new TreeMap<>();
    Path trusted = appliance.data().resolve("vendor");
    if (Files.isDirectory(trusted)) {
      Folders.files(trusted, name -> true).forEach(file -> vendor.put(trusted.relativize(file).toString(), Digests.sha256(file)));
    }
    return new Traces(content, vendor);
  }
}
