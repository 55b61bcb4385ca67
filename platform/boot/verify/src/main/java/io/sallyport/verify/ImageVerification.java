package io.sallyport.verify;

import io.sallyport.trust.Inventory;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** An extracted disk image: finds HOME and DATA in it, then verifies the appliance. Follows no link, so it never leaves the image. */
final class ImageVerification {
  private static final Set<String> KERNEL = Set.of("proc", "sys", "dev", "run");
  private static final int DEEPEST = 8;

  private final Path root;

  private ImageVerification(Path root) {
    this.root = root;
  }

  static Result run(Arguments arguments) {
    ImageVerification image = new ImageVerification(arguments.place());
    Path home = arguments.home().map(image::inside)
        .orElseGet(() -> image.only("distribution", "--home", directory -> Files.isRegularFile(directory.resolve(Inventory.PATH), LinkOption.NOFOLLOW_LINKS)).orElseThrow(() -> image.refuse("no distribution is in this image", "is it mounted whole? Name HOME with --home")));
    Optional<Path> data = arguments.data().map(image::inside).or(() -> image.only("data directory", "--data", ImageVerification::isData));
    return ApplianceVerification.run(home, data, arguments.homeOnly(), arguments.root());
  }

  private static boolean isData(Path directory) {
    return Files.isDirectory(directory.resolve("site/metadata"), LinkOption.NOFOLLOW_LINKS) && Files.isDirectory(directory.resolve("keys"), LinkOption.NOFOLLOW_LINKS);
  }

  /** A path that the image's own system would use. */
  private Path inside(Path path) {
    Path relative = path.isAbsolute() ? path.getRoot().relativize(path) : path;
    Path found = root.resolve(relative).normalize();
    try {
      if (found.startsWith(root) && Files.isDirectory(found, LinkOption.NOFOLLOW_LINKS) && found.toRealPath().startsWith(root.toRealPath())) {
        return found;
      }
    } catch (IOException e) {
      throw Bytes.unreadable(found, e.toString());
    }
    throw refuse(path + " is no directory of this image", "give a path inside the image, without links that lead out of it");
  }

  private Optional<Path> only(String what, String option, Predicate<Path> wanted) {
    List<Path> found = new ArrayList<>();
    try {
      Files.walkFileTree(root, Set.of(), DEEPEST, new SimpleFileVisitor<>() {
        @Override public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
          if (directory.getParent() != null && directory.getParent().equals(root) && KERNEL.contains(directory.getFileName().toString())) {
            return FileVisitResult.SKIP_SUBTREE;
          }
          if (wanted.test(directory)) {
            found.add(directory);
          }
          return FileVisitResult.CONTINUE;
        }

        @Override public FileVisitResult visitFileFailed(Path file, IOException failure) {
          return FileVisitResult.CONTINUE;
        }
      });
    } catch (IOException e) {
      throw Bytes.unreadable(root, e.toString());
    }
    if (found.size() > 1) {
      throw refuse("more than one " + what + " is in this image: " + found.stream().map(root::relativize).map(path -> "/" + path).toList(), "name one with " + option);
    }
    return found.stream().findFirst();
  }

  private RefusedException refuse(String what, String next) {
    return new RefusedException(new Refusal("SP-LAUNCH-0011", what, root.toString(), next));
  }
}
