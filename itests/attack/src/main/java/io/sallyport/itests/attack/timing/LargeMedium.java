package io.sallyport.itests.attack.timing;

import io.sallyport.itests.appliance.Await;
import io.sallyport.itests.appliance.Folders;
import io.sallyport.itests.appliance.Media;
import io.sallyport.itests.appliance.Program;
import io.sallyport.itests.appliance.attack.Target;
import io.sallyport.itests.appliance.forge.BundleJar;
import io.sallyport.itests.appliance.forge.NewPackage;
import io.sallyport.itests.attack.Edited;
import io.sallyport.itests.attack.media.Workshop;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A medium that takes a while to copy: something can be done to it meanwhile. Its bundle says that it belongs to another package, so it is
 * never accepted, whatever becomes of the attack.
 */
final class LargeMedium {
  /** What an undisturbed import of it ends with. */
  static final String REFUSED = "SP-MEDIUM-0012";
  private static final int PARTS = 24;
  private static final int PART_BYTES = 12 << 20;
  private static final Duration SOON = Duration.ofSeconds(60);

  private final Target target;
  private final Media medium;

  LargeMedium(Target target) {
    this.target = target;
    Path folder = Folders.temporary("parts");
    Map<String, Path> parts = new TreeMap<>();
    for (int i = 0; i < PARTS; i++) {
      Path part = folder.resolve(String.format("part-%02d.bin", i));
      Edited.write(part, ByteBuffer.allocate(PART_BYTES).putInt(i + 1).array());
      parts.put(part.getFileName().toString(), part);
    }
    byte[] bundle = BundleJar.named("hostile.large", "1.0.0").header("Sallyport-Package", "other;version=1.0.0").bytes();
    this.medium = new Workshop(target).edition().release(new NewPackage("large", "capability", "1.0.0", bundle, parts)).publish();
  }

  Path folder() {
    return medium.folder();
  }

  /** The files of its package. */
  List<Path> files() {
    return Folders.files(medium.folder().resolve("targets"), name -> name.endsWith(".bin"));
  }

  /** Waits until the import copies, stops the appliance's process, does something, and lets it go on. */
  void duringTheCopy(Runnable attack) {
    awaitCopying();
    signal("STOP");
    try {
      if (!copying()) {
        throw new IllegalStateException("the import was over before anything could be done to it");
      }
      attack.run();
    } finally {
      signal("CONT");
    }
  }

  /** Until content of the medium is being copied. */
  void awaitCopying() {
    Await.until("the import copies", SOON, this::copying);
  }

  private boolean copying() {
    Path incoming = target.appliance().data().resolve("vault/incoming");
    return Files.isDirectory(incoming) && !Folders.files(incoming, name -> true).isEmpty();
  }

  private void signal(String name) {
    Program.run(List.of("kill", "-" + name, Long.toString(target.appliance().view().pid())), Map.of(), Path.of("/")).orFail();
  }
}
