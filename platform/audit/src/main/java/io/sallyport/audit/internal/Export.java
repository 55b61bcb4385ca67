package io.sallyport.audit.internal;

import io.sallyport.trust.ExportFolder;
import io.sallyport.trust.ExportPlaces;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Path;

/** Copies the files that one checkpoint needs; the checkpoint itself comes last, so that a copy cut short never verifies. */
final class Export {
  private final TileFiles from;
  private final ExportFolder to;

  private Export(TileFiles from, ExportFolder to) {
    this.from = from;
    this.to = to;
  }

  /** @throws io.sallyport.trust.RefusedException SP-SHELL-0030 or 0031 if the place cannot be, SP-AUDIT-0006 if it is not empty or fails, 0008 */
  static void run(TileFiles from, TreeHead head, VerifierKey key, ExportPlaces places, Path to) {
    try (ExportFolder folder = places.newFolder(to)) {
      new Export(from, folder).copy(head, key);
    } catch (DirectoryNotEmptyException e) {
      throw Refusals.exportTarget("the directory is not empty", to.toString());
    } catch (IOException e) {
      throw Refusals.exportTarget(String.valueOf(e.getMessage()), to.toString());
    } catch (Damage damage) {
      throw Refusals.unreadable(damage);
    }
  }

  private void copy(TreeHead head, VerifierKey key) throws IOException {
    long size = head.size();
    for (long bundle = 0; bundle * TilePath.WIDTH < size; bundle++) {
      int width = TilePath.width(0, bundle, size);
      to.write(TilePath.bundle(bundle, width), bytes(bundle, width));
    }
    for (int level = 0; level < TilePath.LEVELS; level++) {
      for (long tile = 0; TilePath.width(level, tile, size) > 0; tile++) {
        int width = TilePath.width(level, tile, size);
        to.write(TilePath.tile(level, tile, width), from.tile(level, tile, width));
      }
    }
    to.write(LogFiles.KEY, (key.text() + "\n").getBytes(StandardCharsets.UTF_8));
    to.write(LogFiles.CHECKPOINT, head.note().getBytes(StandardCharsets.UTF_8));
  }

  private byte[] bytes(long bundle, int width) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] entry : from.bundle(bundle, width)) {
      out.write(entry.length >>> 8);
      out.write(entry.length);
      out.writeBytes(entry);
    }
    return out.toByteArray();
  }
}
