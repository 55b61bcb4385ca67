package io.sallyport.trust;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExportPlacesTest {
  private static final byte[] BYTES = "what is carried away".getBytes(StandardCharsets.UTF_8);
  @TempDir Path directory;
  private Path home;
  private Path data;
  private Path stick;
  private ExportPlaces places;

  @BeforeEach
  void make() throws IOException {
    home = Files.createDirectories(directory.resolve("home/etc")).getParent();
    data = Files.createDirectories(home.resolve("data/site/metadata")).getParent().getParent();
    stick = Files.createDirectory(directory.resolve("stick"));
    places = new ExportPlaces(home, data);
  }

  @Test
  void aNameAloneGoesIntoTheExportFolderAlsoWhereDataLiesInHome() throws IOException {
    write("site.json");
    assertArrayEquals(BYTES, Files.readAllBytes(data.resolve("export/site.json")));
    write("again.json");
    assertEquals(List.of("again.json", "site.json"), names(data.resolve("export")));
  }

  @Test
  void aFolderOutsideTakesANewFileAndNothingElseIsLeftThere() throws IOException {
    write(stick.resolve("site.json").toString());
    assertArrayEquals(BYTES, Files.readAllBytes(stick.resolve("site.json")));
    assertEquals(List.of("site.json"), names(stick));
    Files.createSymbolicLink(directory.resolve("usb"), stick);
    write(directory.resolve("usb/other.json").toString());
    assertEquals(List.of("other.json", "site.json"), names(stick));
  }

  @ParameterizedTest
  @ValueSource(strings = {"data/site/metadata/2.root.json", "data/x", "etc/x.cfg", "x", "data/new"})
  void theAppliancesOwnDirectoriesTakeNothing(String target) throws IOException {
    assertInside(home.resolve(target));
    assertInside(Path.of("/proc/self/root" + home.resolve(target)));
    Files.createSymbolicLink(stick.resolve("link"), home.resolve(target).getParent());
    assertInside(stick.resolve("link").resolve(Path.of(target).getFileName()));
    assertFalse(Files.exists(home.resolve(target)));
  }

  @Test
  void anExportFolderThatLeadsElsewhereIsJudgedByWhereItLeads() throws IOException {
    Files.createSymbolicLink(data.resolve("export"), data.resolve("site/metadata"));
    assertInside(places.path("2.root.json"));
    Files.delete(data.resolve("export"));
    Files.createSymbolicLink(data.resolve("export"), stick);
    write("site.json");
    assertEquals(List.of("site.json"), names(stick));
  }

  @Test
  void aDirectoryThatCannotBeListedIsTheAppliancesAllTheSame() throws Exception {
    Path closed = Files.createDirectory(data.resolve("closed"));
    closed.toFile().setReadable(false);
    assertThrows(Exception.class, () -> places.write(closed.resolve("x"), BYTES));
    closed.toFile().setReadable(true);
    assertEquals(List.of(), names(closed));
  }

  @Test
  void nothingIsReplaced() throws Exception {
    Path target = stick.resolve("there");
    Files.writeString(target, "before");
    assertThrows(FileAlreadyExistsException.class, () -> places.write(target, BYTES));
    assertEquals("before", Files.readString(target));
    Files.delete(target);
    Files.createSymbolicLink(target, stick.resolve("nowhere"));
    assertThrows(FileAlreadyExistsException.class, () -> places.write(target, BYTES));
    Files.delete(target);
    assertEquals(0, new ProcessBuilder("mkfifo", target.toString()).start().waitFor());
    assertThrows(FileAlreadyExistsException.class, () -> places.write(target, BYTES));
    Files.delete(target);
    Files.createDirectory(target);
    assertThrows(FileAlreadyExistsException.class, () -> places.write(target, BYTES));
    assertEquals(List.of("there"), names(stick));
  }

  @Test
  void aFolderThatIsNotThereIsNotMade() {
    assertThrows(NoSuchFileException.class, () -> places.write(stick.resolve("sub/x"), BYTES));
    assertThrows(IOException.class, () -> places.write(Path.of("/dev/null/x"), BYTES));
    assertThrows(IOException.class, () -> places.write(Path.of("/proc/self/x"), BYTES));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a\u0000b", "a\nb", "a\tb", "\u001b[2Jx", "a\u202eb"})
  void whatIsNoPlainPathIsRefused(String typed) {
    assertEquals("SP-SHELL-0031", assertThrows(RefusedException.class, () -> places.path(typed)).refusal().code());
  }

  @Test
  void aPathWithDotsIsJudgedByWhereItLeads() throws IOException {
    for (String typed : List.of("../site/metadata/2.root.json", "../x", "a/../../x", stick + "/../home/etc/x", "../../x")) {
      Files.createDirectories(data.resolve("export/a"));
      assertInside(places.path(typed));
    }
    write(stick + "/../stick/x");
    assertEquals(List.of("x"), names(stick));
    for (String typed : List.of(".", "..", stick + "/..")) {
      assertEquals("SP-SHELL-0031", assertThrows(RefusedException.class, () -> places.write(places.path(typed), BYTES)).refusal().code());
    }
  }

  @Test
  void aNameThatIsTooLongOrNoneIsRefused() {
    assertEquals("SP-SHELL-0031", assertThrows(RefusedException.class, () -> places.write(places.path("x".repeat(201)), BYTES)).refusal().code());
    assertEquals("SP-SHELL-0031", assertThrows(RefusedException.class, () -> places.write(Path.of("/"), BYTES)).refusal().code());
    assertEquals("SP-SHELL-0031", assertThrows(RefusedException.class, () -> places.path("x".repeat(5000))).refusal().code());
  }

  @Test
  void ofTwoAtATimeOneWrites() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Boolean>> writers = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        writers.add(() -> {
          try {
            places.write(stick.resolve("one"), BYTES);
            return true;
          } catch (FileAlreadyExistsException e) {
            return false;
          }
        });
      }
      int written = 0;
      for (Future<Boolean> writer : threads.invokeAll(writers)) {
        written += writer.get() ? 1 : 0;
      }
      assertEquals(1, written);
      assertEquals(List.of("one"), names(stick));
      assertArrayEquals(BYTES, Files.readAllBytes(stick.resolve("one")));
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aFolderIsFilledIfItIsNewOrEmpty() throws IOException {
    try (ExportFolder folder = places.newFolder(places.path("log"))) {
      folder.write("tile/8/0/x001/067", BYTES);
      folder.write("tile/8/0/x001/068", BYTES);
      folder.write("checkpoint", BYTES);
      assertThrows(FileAlreadyExistsException.class, () -> folder.write("checkpoint", BYTES));
    }
    assertEquals(List.of("067", "068"), names(data.resolve("export/log/tile/8/0/x001")));
    places.newFolder(stick).close();
    Files.writeString(stick.resolve("x"), "x");
    assertThrows(DirectoryNotEmptyException.class, () -> places.newFolder(stick));
    assertThrows(IOException.class, () -> places.newFolder(stick.resolve("x")));
  }

  @Test
  void aFolderOfTheApplianceIsNotFilled() throws IOException {
    Files.createSymbolicLink(stick.resolve("link"), data.resolve("site/metadata"));
    for (Path target : List.of(data.resolve("site/metadata"), data.resolve("site/new"), stick.resolve("link"), stick.resolve("link/new"), home)) {
      assertEquals("SP-SHELL-0030", assertThrows(RefusedException.class, () -> places.newFolder(target)).refusal().code());
    }
    assertFalse(Files.exists(data.resolve("site/new")));
    assertEquals(List.of(), names(data.resolve("site/metadata")));
  }

  @Test
  void aLinkInAFolderThatIsBeingFilledIsNotFollowed() throws IOException {
    try (ExportFolder folder = places.newFolder(stick)) {
      Files.createSymbolicLink(stick.resolve("tile"), data.resolve("site/metadata"));
      assertThrows(IOException.class, () -> folder.write("tile/2.root.json", BYTES));
    }
    assertEquals(List.of(), names(data.resolve("site/metadata")));
  }

  @Test
  void whereThereAreNoHardLinksNothingIsReplacedEither() throws IOException {
    try (OpenFolder folder = OpenFolder.of(stick.toRealPath())) {
      Files.write(stick.resolve("part"), BYTES);
      folder.claim(Path.of("part"), Path.of("name"));
      assertArrayEquals(BYTES, Files.readAllBytes(stick.resolve("name")));
      Files.write(stick.resolve("part"), new byte[1]);
      assertThrows(FileAlreadyExistsException.class, () -> folder.claim(Path.of("part"), Path.of("name")));
      assertArrayEquals(BYTES, Files.readAllBytes(stick.resolve("name")));
    }
  }

  /** Whenever it dies, what has its name is complete. */
  @Test
  void aKilledWriterLeavesNoPartUnderTheName() throws Exception {
    Process writer = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(), "-cp", System.getProperty("java.class.path"), Endless.class.getName(), home.toString(),
        data.toString(), stick.toString()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8))) {
      for (int i = 0; i < 20; i++) {
        assertTrue(lines.readLine() != null, "it writes");
      }
      writer.destroyForcibly();
    }
    assertTrue(writer.waitFor(30, TimeUnit.SECONDS));
    List<String> complete = names(stick).stream().filter(name -> !name.startsWith(".")).toList();
    assertTrue(complete.size() >= 20);
    for (String name : complete) {
      assertEquals(Endless.LENGTH, Files.size(stick.resolve(name)), name);
    }
  }

  /** Writes until it is killed. */
  static final class Endless {
    static final int LENGTH = 1 << 20;

    private Endless() {}

    public static void main(String[] args) throws IOException {
      ExportPlaces places = new ExportPlaces(Path.of(args[0]), Path.of(args[1]));
      for (int i = 0; i < 10_000; i++) {
        places.write(Path.of(args[2]).resolve("file-" + i), new byte[LENGTH]);
        System.out.println(i);
      }
    }
  }

  private void write(String typed) throws IOException {
    places.write(places.path(typed), BYTES);
  }

  private void assertInside(Path target) {
    assertEquals("SP-SHELL-0030", assertThrows(RefusedException.class, () -> places.write(target, BYTES)).refusal().code());
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
