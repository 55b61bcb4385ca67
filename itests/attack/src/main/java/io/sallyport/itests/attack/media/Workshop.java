package io.sallyport.itests.attack.media;

import io.sallyport.itests.appliance.Folders;
import io.sallyport.itests.appliance.Media;
import io.sallyport.itests.appliance.attack.Target;
import io.sallyport.itests.appliance.attack.probe.Marker;
import io.sallyport.itests.appliance.forge.BundleJar;
import io.sallyport.itests.appliance.forge.DevelopmentKeys;
import io.sallyport.itests.appliance.forge.Edition;
import io.sallyport.itests.appliance.forge.NewPackage;
import io.sallyport.trust.Signer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** Where media are made: copies of the good one, without the content that the appliance has already. */
public final class Workshop {
  static final String NAME = "probe";
  static final String VERSION = "2.0.0";

  private final Target target;
  private final DevelopmentKeys keys;

  public Workshop(Target target) {
    this.target = target;
    this.keys = new DevelopmentKeys(target.project());
  }

  /** The medium that the appliance has accepted. */
  Media good() {
    return target.medium();
  }

  /** Label and metadata of the good medium. */
  public Media copy() {
    Path folder = Folders.temporary("medium").resolve("medium");
    Folders.copy(good().folder().resolve("metadata"), folder.resolve("metadata"));
    copy("medium.json", folder);
    create(folder.resolve("targets"));
    return new Media(folder);
  }

  /** The next edition, on a copy. */
  public Edition edition() {
    return new Edition(copy(), keys);
  }

  /** The next edition with one package in it; nothing is wrong with it. */
  Edition released() {
    return edition().release(probe());
  }

  /** The vendor's key of that name. */
  Signer key(String name) {
    return keys.open(name);
  }

  /** The bytes of the newest metadata file of a role on the good medium. */
  byte[] metadata(String role) {
    return bytes(good().metadata(role));
  }

  /** The version of a role on the good medium. */
  long version(String role) {
    return io.sallyport.trust.Envelope.parse(metadata(role), role).signed().integer("version");
  }

  /** A file of the appliance's data directory. */
  Path data(String file) {
    return target.appliance().data().resolve(file);
  }

  /** A symbolic name of the platform's own. */
  String platformBundle() {
    return "io.sallyport.vault";
  }

  /** A capability that keeps to the policy, but whose code leaves a mark if it runs. */
  static BundleJar bundle() {
    return BundleJar.named("hostile." + NAME, VERSION).header("Bundle-Activator", Marker.class.getName()).header("Import-Package", "org.osgi.framework")
        .header("Sallyport-Package", NAME + ";version=" + VERSION).classes(Marker.class);
  }

  /** A model bundle. */
  static BundleJar model() {
    return BundleJar.named("hostile." + NAME, VERSION).header("Sallyport-Package", NAME + ";version=" + VERSION).header("Sallyport-Model", "model.json")
        .entry("model.json", "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  static NewPackage probe() {
    return capability(bundle().bytes());
  }

  static NewPackage capability(byte[] bundle) {
    return new NewPackage(NAME, "capability", VERSION, bundle);
  }

  static NewPackage model(byte[] bundle) {
    return new NewPackage(NAME, "model", VERSION, bundle);
  }

  /** The only file of the medium's new package that ends so. */
  static Path file(Media medium, String end) {
    return medium.target(NAME, VERSION, end);
  }

  static void create(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void write(Path file, byte[] bytes) {
    try {
      file.toFile().setWritable(true);
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static UnaryOperator<byte[]> text(UnaryOperator<String> change) {
    return bytes -> change.apply(new String(bytes, java.nio.charset.StandardCharsets.UTF_8)).getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }

  private void copy(String file, Path folder) {
    write(folder.resolve(file), bytes(good().folder().resolve(file)));
  }
}
