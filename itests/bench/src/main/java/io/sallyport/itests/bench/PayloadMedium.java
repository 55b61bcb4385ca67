package io.sallyport.itests.bench;

import io.sallyport.itests.appliance.Folders;
import io.sallyport.itests.appliance.Media;
import io.sallyport.itests.appliance.Project;
import io.sallyport.itests.appliance.forge.BundleJar;
import io.sallyport.itests.appliance.forge.DevelopmentKeys;
import io.sallyport.itests.appliance.forge.Forge;
import io.sallyport.itests.appliance.forge.NewPackage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.SplittableRandom;

/** The demo's medium with one package more, whose payload is large and cannot be compressed. */
final class PayloadMedium {
  private static final int CHUNK = 4 << 20;

  private PayloadMedium() {}

  static Media make(Project project, int mebibytes) {
    Path payload = Folders.temporary("payload").resolve("payload.bin");
    fill(payload, mebibytes);
    Media medium = new Media(project.medium("demo-1")).copy();
    byte[] bundle = BundleJar.named("bench.payload", "1.0.0").header("Sallyport-Package", "payload;version=1.0.0").bytes();
    new Forge(medium, new DevelopmentKeys(project)).release(new NewPackage("payload", "library", "1.0.0", bundle, Map.of("payload.bin", payload)));
    return medium;
  }

  private static void fill(Path file, int mebibytes) {
    SplittableRandom random = new SplittableRandom(1);
    byte[] chunk = new byte[CHUNK];
    try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (long left = (long) mebibytes << 20; left > 0; left -= CHUNK) {
        random.nextBytes(chunk);
        out.write(ByteBuffer.wrap(chunk, 0, (int) Math.min(CHUNK, left)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
