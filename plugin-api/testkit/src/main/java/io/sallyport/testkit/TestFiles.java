package io.sallyport.testkit;

import io.sallyport.api.lifecycle.PluginFiles;
import io.sallyport.operations.internal.caller.PackageDirectory;
import io.sallyport.operations.internal.caller.Refused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/** A package's directory and secrets, in real files by the appliance's rules; a secret is missing until the test puts it there. Thread-safe. */
public final class TestFiles extends Breakable implements PluginFiles {
  private final TestPackage own;
  private final Path data;
  private volatile Optional<SmallDisk> small = Optional.empty();

  TestFiles(TestPackage own, Path data) {
    super("SP-PLUGIN-0001: the directory of the package cannot be written to – files – on purpose, by the test");
    this.own = own;
    this.data = data;
  }

  @Override
  public Path directory() {
    return directory(own);
  }

  @Override
  public char[] secret(String name) {
    return secret(name, own);
  }

  PluginFiles files(TestPackage caller) {
    return new PluginFiles() {
      @Override
      public Path directory() {
        return TestFiles.this.directory(caller);
      }

      @Override
      public char[] secret(String name) {
        return TestFiles.this.secret(name, caller);
      }
    };
  }

  /** Puts a secret there, as an admin does. */
  public TestFiles put(String secret, String value) {
    return put(own, secret, value);
  }

  /** From now on {@link #directory()} lies on a disk that the test can fill. */
  public SmallDisk onSmallDisk() {
    SmallDisk disk = new SmallDisk(data);
    small = Optional.of(disk);
    return disk;
  }

  /** Takes it away. */
  public void remove(String secret) {
    try {
      Files.delete(file(own, secret));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same for one of the packages in a framework. */
  public TestFiles put(TestPackage owner, String secret, String value) {
    Path file = file(owner, secret);
    try {
      Files.deleteIfExists(file);
      Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, value + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  private Path file(TestPackage owner, String secret) {
    return of(owner).make().resolve("secrets").resolve(secret);
  }

  private Path directory(TestPackage caller) {
    use();
    Path made = Refused.asIllegalState(() -> of(caller).make());
    return small.map(disk -> disk.wrap(made)).orElse(made);
  }

  private char[] secret(String name, TestPackage caller) {
    return Refused.asIllegalState(() -> of(caller).secret(name));
  }

  private PackageDirectory of(TestPackage owner) {
    return new PackageDirectory(data, owner.name());
  }
}
