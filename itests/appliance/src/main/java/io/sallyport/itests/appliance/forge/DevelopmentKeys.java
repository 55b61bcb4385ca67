package io.sallyport.itests.appliance.forge;

import io.sallyport.itests.appliance.Project;
import io.sallyport.trust.KeyFile;
import io.sallyport.trust.Signer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The vendor's development keys of this checkout. */
public final class DevelopmentKeys {
  private final Path folder;

  public DevelopmentKeys(Project project) {
    this.folder = project.developmentKeys();
  }

  /** @param name such as {@code vendor-targets-1} */
  Signer open(String name) {
    try {
      char[] password = Files.readString(folder.resolve("password")).strip().toCharArray();
      return KeyFile.open(folder.resolve("keys").resolve(name + ".p12"), password);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
