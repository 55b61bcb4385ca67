package io.sallyport.itests.appliance.forge;

import io.sallyport.itests.appliance.Project;
import io.sallyport.trust.KeyFile;
import io.sallyport.trust.Signer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The vendor's development keys of this checkout. */
public final class DevelopmentKeys {
  private final Path folder;
  private final Map<String, Signer> opened = new ConcurrentHashMap<>();

  public DevelopmentKeys(Project project) {
    this.folder = project.developmentKeys();
  }

  /** @param name such as {@code vendor-targets-1} */
  public Signer open(String name) {
    return opened.computeIfAbsent(name, this::read);
  }

  private Signer read(String name) {
    try {
      char[] password = Files.readString(folder.resolve("password")).strip().toCharArray();
      return KeyFile.open(folder.resolve("keys").resolve(name + ".p12"), password);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
