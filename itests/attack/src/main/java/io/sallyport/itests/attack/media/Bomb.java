package io.sallyport.itests.attack.media;

import io.sallyport.itests.appliance.forge.BundleJar;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** A jar that unpacks to a little more than one gigabyte of zeros. */
final class Bomb {
  private static final int MEGABYTES = (1 << 10) + 1;

  private Bomb() {}

  /** The bundle with one more entry. */
  static byte[] in(BundleJar bundle) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] zeros = new byte[1 << 20];
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(bundle.bytes())); ZipOutputStream out = new ZipOutputStream(bytes)) {
      out.setLevel(Deflater.BEST_SPEED);
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        out.putNextEntry(new ZipEntry(entry.getName()));
        in.transferTo(out);
        out.closeEntry();
      }
      out.putNextEntry(new ZipEntry("zeros.bin"));
      for (int i = 0; i < MEGABYTES; i++) {
        out.write(zeros);
      }
      out.closeEntry();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
