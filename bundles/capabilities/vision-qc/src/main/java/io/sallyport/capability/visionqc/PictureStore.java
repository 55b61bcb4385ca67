package io.sallyport.capability.visionqc;

import io.sallyport.api.image.PictureView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Heat maps and overlays of a station's newest inspections, as PNG files. Thread-safe. */
final class PictureStore {
  private static final String OVERLAY = "-overlay.png";

  private final Path folder;
  private final int keep;
  private final Deque<UUID> kept = new ArrayDeque<>();

  /** @param keep inspections, at least 1 */
  PictureStore(Path folder, int keep) {
    this.folder = folder;
    this.keep = keep;
  }

  /** Makes the folder, and finds what is there. */
  synchronized void open() throws IOException {
    Files.createDirectories(folder);
    kept.clear();
    try (Stream<Path> files = Files.list(folder)) {
      files.filter(file -> file.getFileName().toString().endsWith(OVERLAY)).sorted(Comparator.comparing(file -> file.toFile().lastModified()))
          .map(PictureStore::id).flatMap(Optional::stream).forEach(kept::add);
    }
  }

  /** Keeps both pictures; the overlay comes last and says that both are whole. */
  synchronized void put(UUID id, byte[] heat, byte[] overlay) throws IOException {
    write(file(id, PictureView.HEAT), heat);
    write(file(id, PictureView.OVERLAY), overlay);
    kept.remove(id);
    kept.add(id);
    while (kept.size() > keep) {
      UUID oldest = kept.remove();
      Files.deleteIfExists(file(oldest, PictureView.OVERLAY));
      Files.deleteIfExists(file(oldest, PictureView.HEAT));
    }
  }

  Optional<byte[]> get(UUID id, PictureView view) throws IOException {
    try {
      return Optional.of(Files.readAllBytes(file(id, view)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  Path file(UUID id, PictureView view) {
    return folder.resolve(id + "-" + view.name().toLowerCase(Locale.ROOT) + ".png");
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    Path part = file.resolveSibling("." + file.getFileName());
    Files.write(part, bytes);
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static Optional<UUID> id(Path file) {
    String name = file.getFileName().toString();
    try {
      return Optional.of(UUID.fromString(name.substring(0, name.length() - OVERLAY.length())));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
