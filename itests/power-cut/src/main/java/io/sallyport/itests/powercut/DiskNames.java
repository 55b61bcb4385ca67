package io.sallyport.itests.powercut;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Where names lead on a simulated disk. The caller holds the disk's lock where it changes something. */
final class DiskNames {
  /** Where a name is, or would be. */
  record Place(long folder, String name) {}

  private final PowerCutDisk disk;

  DiskNames(PowerCutDisk disk) {
    this.disk = disk;
  }

  Optional<Long> node(Path path) {
    long at = Tree.ROOT;
    for (Path name : path.toAbsolutePath().normalize()) {
      Optional<Long> child = name.toString().isEmpty() ? Optional.of(at) : disk.tree().child(at, name.toString());
      if (child.isEmpty()) {
        return Optional.empty();
      }
      at = child.get();
    }
    return Optional.of(at);
  }

  long require(Path path) throws NoSuchFileException {
    return node(path).orElseThrow(() -> new NoSuchFileException(path.toString()));
  }

  /** @throws NoSuchFileException if its folder is not there */
  Place place(Path path) throws NoSuchFileException {
    Path absolute = DiskPath.of(path).toAbsolutePath().normalize();
    return new Place(require(absolute.getParent()), absolute.getFileName().toString());
  }

  /** Makes an empty file or a folder; its node. @throws IOException if its folder is not there, or the disk is full */
  long create(Path path, boolean folder) throws IOException {
    Place place = place(path);
    disk.requireRoom();
    long node = disk.next();
    disk.record(new Operation.Create(place.folder(), place.name(), node, folder));
    return node;
  }

  /** Whether a folder has anything in it. */
  boolean isFull(long node) {
    return disk.tree().isFolder(node) && !disk.tree().entries(node).isEmpty();
  }
}
