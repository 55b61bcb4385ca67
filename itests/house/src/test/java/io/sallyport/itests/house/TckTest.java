package io.sallyport.itests.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.tck.Platform;
import io.sallyport.tck.Tck;
import io.sallyport.vault.tck.TckReport;
import java.io.IOException;
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

  /** Two at a time: each runs in a child JVM, and mostly waits. */
  @Test
  void ourOwnPackagesPass() throws Exception {
    Map<String, String> broken = new TreeMap<>();
    List<Path> folders = folders();
    ExecutorService two = Executors.newFixedThreadPool(2);
    try {
      for (Future<TckReport> judged : two.invokeAll(folders.stream().<Callable<TckReport>>map(folder -> () -> new Tck(Platform.own(), setup(folder)).run(folder)).toList())) {
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
