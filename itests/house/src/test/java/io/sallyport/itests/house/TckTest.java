package io.sallyport.itests.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.tck.Platform;
import io.sallyport.tck.Tck;
import io.sallyport.trust.Digests;
import io.sallyport.trust.Envelope;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.Role;
import io.sallyport.trust.RootMetadata;
import io.sallyport.trust.site.Descriptor;
import io.sallyport.vault.tck.TckReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The TCK knows this platform, and our own packages keep its rules. */
class TckTest {
  private static final House HOUSE = House.find();

  @Test
  void theTckKnowsThePlatformThatWasBuilt() {
    PlatformList list = new PlatformList(HOUSE);
    String known = House.text(list.file());
    assertEquals(list.expected(), known, "run PlatformList");
    assertTrue(list.surface().owns("io.sallyport.vault") && list.surface().exclusive("io.netty.buffer"));
    assertFalse(list.expected().equals(known.replace("bundle io.sallyport.vault\n", "")), "a bundle that the list lacks is noticed");
  }

  /** What the build found, if it ran the TCK (it does unless tests are skipped); otherwise what the TCK finds now, two packages at a time: each in a child JVM. */
  @Test
  void ourOwnPackagesPass() throws Exception {
    Map<String, String> broken = new TreeMap<>();
    List<Path> folders = folders();
    ExecutorService two = Executors.newFixedThreadPool(2);
    try {
      for (Future<TckReport> judged : two.invokeAll(folders.stream().<Callable<TckReport>>map(folder -> () -> carried(folder).orElseGet(() -> new Tck(Platform.own(), setup(folder)).run(folder))).toList())) {
        TckReport report = judged.get();
        if (!report.passed()) {
          broken.put(report.name() + " " + report.version(), report.failures().toString());
        }
      }
    } finally {
      two.shutdownNow();
    }
    assertEquals(Map.of(), broken);
    assertTrue(folders.size() >= 4, folders.toString());
  }

  /** A build that skips tests makes none. */
  @Test
  void allPackagesCarryAReportOrNoneDoes() throws IOException {
    List<Path> folders = folders();
    long carrying = folders.stream().filter(folder -> Files.exists(folder.resolve(TckReport.FILE))).count();
    assertTrue(carrying == folders.size() || carrying == 0 && !"required".equals(System.getenv("SALLYPORT_JUDGES")), carrying + " of " + folders);
  }

  /** The report in a package: signed by who releases it, about this very content, by this very TCK. */
  private static Optional<TckReport> carried(Path folder) {
    Path file = folder.resolve(TckReport.FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    TckReport.Signed read = TckReport.read(bytes(file), file.toString());
    Descriptor descriptor = Descriptor.parse(bytes(folder.resolve("package.json")), folder.toString());
    assertEquals(TckReport.subject(descriptor), read.report().subject(), folder.toString());
    assertEquals(descriptor.parts("bundle").stream().map(Descriptor.Part::sha256).toList(), read.report().bundles(), folder.toString());
    assertTrue(descriptor.parts("checks").stream().anyMatch(part -> part.path().equals(TckReport.FILE) && part.sha256().equals(Digests.sha256(file))), folder.toString());
    assertEquals(Platform.own().release(), read.report().tck());
    assertTrue(signedByTargets(read.envelope()), folder.toString());
    assertFalse(signedByTargets(new Envelope(JsonObject.builder().put("_type", "other").build(), read.envelope().signatures())), "signatures of something else");
    return Optional.of(read.report());
  }

  private static boolean signedByTargets(Envelope envelope) {
    Role role = RootMetadata.selfSigned(bytes(HOUSE.root().resolve(".dev/root.json")), "root.json").role("targets");
    return role.counted().stream().noneMatch(quorum -> quorum.verifiedBy(envelope).isEmpty());
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> folders() throws IOException {
    try (Stream<Path> files = Files.walk(HOUSE.root().resolve("signed-repo/repository/target/packages"))) {
      return files.filter(file -> file.endsWith("package.json")).map(Path::getParent).sorted(Comparator.naturalOrder()).toList();
    }
  }

  /** The {@code tck.json} beside the sources of the package. */
  private static Optional<Path> setup(Path folder) {
    String name = folder.getParent().getFileName().toString();
    return Stream.of("connectors", "capabilities").map(kind -> HOUSE.root().resolve("bundles").resolve(kind).resolve(name).resolve("tck.json")).filter(Files::exists).findFirst();
  }
}
