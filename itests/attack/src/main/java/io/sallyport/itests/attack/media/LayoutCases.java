package io.sallyport.itests.attack.media;

import static io.sallyport.itests.attack.media.MediumCase.of;

import io.sallyport.itests.appliance.Media;
import io.sallyport.itests.appliance.Program;
import io.sallyport.trust.JsonObject;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Files on the medium that are not what they should be, and names that lead elsewhere. */
public final class LayoutCases {
  private static final byte[] CONTENT = {'x'};

  private LayoutCases() {}

  public static List<MediumCase> all() {
    return List.of(
        of("link-to-a-file", "a symbolic link in place of a package's file", "SP-MEDIUM-0002", exchanged(jar -> Files.createSymbolicLink(jar, Path.of("/etc/passwd")))),
        of("link-to-a-directory", "a symbolic link to a directory of the appliance", "SP-MEDIUM-0002", changed("targets/more", more -> Files.createSymbolicLink(more, Path.of("/etc")))),
        of("link-as-metadata", "a symbolic link in place of the timestamp", "SP-MEDIUM-0002",
            changed("metadata/timestamp.json", file -> Files.createSymbolicLink(file, Path.of("/etc/passwd")))),
        of("hard-link-to-a-secret", "a hard link to the appliance's key in place of a package's file", "SP-MEDIUM-0006", shop -> {
          Media medium = shop.released().publish();
          return change(medium, Workshop.file(medium, ".jar"), jar -> Files.createLink(jar, shop.data("keys/appliance.p12")));
        }),
        of("named-pipe", "a named pipe that would hold the reader for ever", "SP-MEDIUM-0002", changed("metadata/timestamp.json", LayoutCases::pipe)),
        of("named-pipe-as-label", "a named pipe in place of the label", "SP-MEDIUM-0001", changed("medium.json", LayoutCases::pipe)),
        of("socket", "a socket among the metadata", "SP-MEDIUM-0002", changed("metadata/s.json", LayoutCases::socket)),
        of("autorun", "a file that does not belong on a medium", "SP-MEDIUM-0002", changed("autorun.inf", file -> Files.write(file, CONTENT))),
        of("program-among-targets", "a program beside the packages", "SP-MEDIUM-0002", changed("targets/setup.exe", file -> Files.write(file, CONTENT))),
        of("name-with-backslash", "a name that leads elsewhere on another system", "SP-MEDIUM-0002", changed("targets/..\\..\\x.jar", file -> Files.write(file, CONTENT))),
        of("directories-without-end", "directories in each other", "SP-MEDIUM-0002", changed("targets" + "/d".repeat(40), Files::createDirectories)),
        of("unsigned-file", "a file with a proper name that nobody signed for", "SP-MEDIUM-0005", changed("targets/" + "0".repeat(64) + ".x.jar", file -> Files.write(file, CONTENT))),
        of("endless-metadata", "metadata of a gigabyte", "SP-MEDIUM-0003", changed("metadata/9.more.json", file -> grow(file, 1L << 30))),
        of("endless-target", "a package's file of 40 GB where kilobytes are signed for", "SP-MEDIUM-0006", shop -> {
          Media medium = shop.released().publish();
          return change(medium, Workshop.file(medium, ".jar"), jar -> grow(jar, 40L << 30));
        }),
        of("more-than-the-disk", "a release of two terabytes, properly signed", "SP-VAULT-0001", LayoutCases::tooLarge),
        of("byte-changed-in-a-package", "one bit of a bundle flipped", "SP-VAULT-0005", shop -> {
          Media medium = shop.released().publish();
          Media.flipByte(Workshop.file(medium, ".jar"));
          return medium;
        }),
        of("byte-changed-in-a-known-package", "one bit of a bundle flipped that was imported before", "SP-VAULT-0005", LayoutCases::alteredKnown),
        of("part-missing", "a package without its bundle", "SP-MEDIUM-0007", exchanged(jar -> { })),
        of("target-name-climbs", "a release by the name ../../etc/cron.d/x", "SP-MEDIUM-0008", shop -> shop.released().target("../../etc/cron.d/x", CONTENT).publish()),
        of("target-name-is-absolute", "a release by the name /etc/cron.d/x", "SP-MEDIUM-0008", shop -> shop.released().target("/etc/cron.d/x", CONTENT).publish()),
        of("target-outside-packages", "a release that belongs to no package", "SP-MEDIUM-0008", shop -> shop.released().target("extras/tool.jar", CONTENT).publish()));
  }

  private static Media tooLarge(Workshop shop) {
    String path = "packages/" + Workshop.NAME + "/" + Workshop.VERSION + "/payload.bin";
    long length = 2L << 40;
    String sha256 = "1".repeat(64);
    JsonObject entry = JsonObject.builder().put("length", length).put("hashes", Map.of("sha256", sha256)).build();
    Media medium = shop.released().edit("targets", signed -> signed.toBuilder().put("targets", signed.object("targets").toBuilder().put(path, entry).build()).build()).publish();
    return change(medium, medium.folder().resolve("targets/packages/" + Workshop.NAME + "/" + Workshop.VERSION + "/" + sha256 + ".payload.bin"), file -> grow(file, length));
  }

  /** The packages that the appliance has, once more, with everything on the medium. */
  private static Media alteredKnown(Workshop shop) {
    Media medium = shop.good().copy();
    Media.flipByte(medium.target(Control.NAME, Control.VERSION, ".jar"));
    return medium;
  }

  private static Function<Workshop, Media> exchanged(Change change) {
    return shop -> {
      Media medium = shop.released().publish();
      return change(medium, Workshop.file(medium, ".jar"), change);
    };
  }

  /** @param file by its name on the medium; it need not be there */
  private static Function<Workshop, Media> changed(String file, Change change) {
    return shop -> {
      Media medium = shop.released().publish();
      return change(medium, medium.folder().resolve(file), change);
    };
  }

  private static Media change(Media medium, Path file, Change change) {
    try {
      Files.deleteIfExists(file);
      change.apply(file);
      return medium;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void pipe(Path file) {
    if (!Program.run(List.of("mkfifo", file.toString()), Map.of(), file.getParent()).succeeded()) {
      throw new IllegalStateException("no pipe: " + file);
    }
  }

  /** Its file stays when the channel is closed. */
  private static void socket(Path file) throws IOException {
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(file));
    }
  }

  /** A file of holes: it takes no space. */
  private static void grow(Path file, long length) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.setLength(length);
    }
  }

  /** What is put where a file was. */
  @FunctionalInterface
  private interface Change {
    void apply(Path file) throws IOException;
  }
}
