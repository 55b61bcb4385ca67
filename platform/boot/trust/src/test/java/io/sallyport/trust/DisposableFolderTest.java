package io.sallyport.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DisposableFolderTest {
  private static final int MANY = 20_000;

  @TempDir Path directory;
  private Path outside;
  private Path folder;

  @BeforeEach void make() throws IOException {
    outside = Files.createDirectories(directory.resolve("outside"));
    Files.writeString(outside.resolve("kept"), "x");
    folder = directory.resolve("folder");
  }

  @Test void oneThatIsAbsentIsMade() throws IOException {
    renewed();
  }

  @Test void treesLinksAndPipesAreDeletedAndNoLinkIsFollowed() throws Exception {
    Files.createDirectories(folder.resolve("a/b/c"));
    Files.writeString(folder.resolve("a/b/file"), "x");
    Files.createSymbolicLink(folder.resolve("a/link"), outside);
    Files.createSymbolicLink(folder.resolve("dangling"), directory.resolve("nothing"));
    assertEquals(0, new ProcessBuilder("mkfifo", folder.resolve("a/pipe").toString()).start().waitFor());
    renewed();
    assertTrue(Files.exists(outside.resolve("kept")));
  }

  @Test void aLinkOrAFileInItsPlaceIsReplacedByADirectory() throws IOException {
    Files.createSymbolicLink(folder, outside);
    renewed();
    assertTrue(Files.exists(outside.resolve("kept")));
    Files.delete(folder);
    Files.writeString(folder, "a file");
    renewed();
  }

  @Test void manyEntriesAreNoProblem() throws IOException {
    Files.createDirectories(folder.resolve("many"));
    for (int i = 0; i < MANY; i++) {
      Files.createFile(folder.resolve("many/" + i));
    }
    renewed();
  }

  @Test void whatIsTooDeepIsMovedAsideAsAWhole() throws IOException {
    Path deep = folder;
    for (int i = 0; i <= DisposableFolder.MAX_DEPTH + 1; i++) {
      deep = deep.resolve("d");
    }
    Files.createDirectories(deep);
    Optional<Path> aside = new DisposableFolder(folder).renew();
    assertTrue(aside.isPresent() && Files.isDirectory(aside.get()), aside::toString);
    assertEmptyDirectory();
  }

  @Test void ifItsParentCannotBeWrittenThatIsSaid() throws IOException {
    Files.writeString(directory.resolve("file"), "x");
    assertThrows(UncheckedIOException.class, () -> new DisposableFolder(directory.resolve("file/folder")).renew());
  }

  private void renewed() throws IOException {
    assertEquals(Optional.empty(), new DisposableFolder(folder).renew());
    assertEmptyDirectory();
  }

  private void assertEmptyDirectory() throws IOException {
    assertTrue(Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS));
    assertFalse(Files.isSymbolicLink(folder));
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(List.of(), left.toList());
    }
  }
}
