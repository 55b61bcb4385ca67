package io.sallyport.gate.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.gate.Anchor;
import io.sallyport.gate.GateInspection;
import io.sallyport.gate.GateRefusal;
import io.sallyport.gate.GateStatus;
import io.sallyport.gate.ReloadReport;
import io.sallyport.trust.Digests;
import io.sallyport.trust.DisposableFolder;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.RootMetadata;
import io.sallyport.trust.site.SiteAnchor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.wiring.FrameworkWiring;

/** Every attack of ADR 0001 and facts about Felix, on a real framework. */
class GateTest {
  private static final byte[] GOOD = Jars.active("good", "1.0.0");
  private static final byte[] GOOD_TOO = Jars.active("good", "2.0.0");
  private static final byte[] EVIL = Jars.active("evil", "6.6.6");
  private static final byte[] INNER_TEXT = "inner".getBytes(StandardCharsets.UTF_8);
  private static final byte[] TWO_CLASSES = Jars.withInner("ours", INNER_TEXT);
  private static final byte[] EXTENSION = Jars.extension("platform.extension");

  @TempDir Path directory;
  private Appliance appliance;

  @BeforeEach void make() throws IOException {
    appliance = new Appliance(directory, GOOD, GOOD_TOO, EXTENSION);
    Stream.of("good", "evil", "ours", "evil.extension", "platform.extension").forEach(name -> System.clearProperty("gate.test." + name));
  }

  @AfterEach void stop() throws Exception {
    appliance.close();
  }

  @Test void admittedBytesRun() throws Exception {
    install(appliance.start(), "any:place", GOOD).start();
    assertEquals("1.0.0", System.getProperty("gate.test.good"));
    assertEquals(List.of(), appliance.spool());
  }

  @Test void unsignedJarIsRefusedAndLeavesNothing() throws Exception {
    BundleContext context = appliance.start();
    refused("SP-GATE-0001", () -> install(context, "any:place", EVIL));
    assertEquals(1, context.getBundles().length);
    assertFalse(cached("bundle1"));
    JsonObject line = Json.parseObject(appliance.spool().get(0).getBytes(StandardCharsets.UTF_8), "spool");
    assertEquals("install", line.string("operation"));
    assertEquals(Digests.sha256(EVIL), line.string("sha256"));
    assertEquals("any:place", line.string("location"));
  }

  @Test void oneChangedByteIsRefused() throws Exception {
    byte[] changed = GOOD.clone();
    changed[changed.length / 2] ^= 1;
    BundleContext context = appliance.start();
    refused("SP-GATE-0001", () -> install(context, "any:place", changed));
  }

  @Test void installByUrlIsCheckedToo() throws Exception {
    Path evil = Files.write(directory.resolve("evil.jar"), EVIL);
    Path good = Files.write(directory.resolve("good.jar"), GOOD);
    BundleContext context = appliance.start();
    refused("SP-GATE-0001", () -> context.installBundle(evil.toUri().toString()));
    refused("SP-GATE-0008", () -> context.installBundle(directory.resolve("absent.jar").toUri().toString()));
    assertEquals("good", context.installBundle(good.toUri().toString()).getSymbolicName());
  }

  @Test void extensionBundleIsRefusedBeforeItsCodeRuns() throws Exception {
    BundleContext context = appliance.start();
    refused("SP-GATE-0001", () -> install(context, "any:place", Jars.extension("evil.extension")));
    assertNull(System.getProperty("gate.test.evil.extension"));
    install(context, "mvn:platform", EXTENSION);
  }

  @Test void foreignFragmentIsRefused() throws Exception {
    BundleContext context = appliance.start();
    refused("SP-GATE-0001", () -> install(context, "any:place", Jars.fragment("evil.fragment", "good")));
  }

  @Test void referencesAreRefusedWhateverTheyPointTo() throws Exception {
    Path good = Files.write(directory.resolve("good.jar"), GOOD);
    BundleContext context = appliance.start();
    refused("SP-GATE-0003", () -> context.installBundle("reference:" + good.toUri()));
    refused("SP-GATE-0003", () -> context.installBundle("reference:" + directory.toUri()));
  }

  @Test void updateIsRefusedEvenWithAdmittedBytes() throws Exception {
    Bundle good = install(appliance.start(), "any:place", GOOD);
    good.start();
    refused("SP-GATE-0002", () -> good.update(new ByteArrayInputStream(GOOD_TOO)));
    refused("SP-GATE-0002", () -> good.update(new ByteArrayInputStream(EVIL)));
    assertEquals(Bundle.ACTIVE, good.getState());
    assertEquals("1.0.0", good.getVersion().toString());
  }

  @Test void eachStartBeginsWithAnEmptyCache() throws Exception {
    install(appliance.start(), "any:place", GOOD).start();
    appliance.stop();
    BundleContext context = appliance.start();
    assertEquals(1, context.getBundles().length);
    assertFalse(cached("bundle1"));
    assertEquals(List.of(), appliance.spool());
  }

  /** Whatever is planted in it, in whatever form: a bundle, a revision, a bundle's data, the framework's own, a name that nobody gives. */
  @Test void nothingThatLiesInTheCacheRunsOrStays() throws Exception {
    install(appliance.start(), "any:place", GOOD).start();
    appliance.stop();
    Path cache = appliance.cache();
    plant(cache.resolve("bundle1/version0.0/bundle.jar"), EVIL);
    plant(cache.resolve("bundle1/version0.1/bundle.jar"), EVIL);
    plant(cache.resolve("bundle200/version0.0/bundle.jar"), Jars.extension("evil.extension"));
    plant(cache.resolve("bundle200/version0.0/revision.location"), "inputstream:".getBytes(StandardCharsets.UTF_8));
    plant(cache.resolve("bundle200/bundle.info"), "200\nany:evil\n32\n1\n0\n0\n".getBytes(StandardCharsets.UTF_8));
    plant(cache.resolve("bundle7/data/config/a.config"), EVIL);
    plant(cache.resolve("bundle0/bundle.id"), EVIL);
    plant(cache.resolve("bundle-1/strange"), EVIL);
    Path outside = Files.createDirectories(directory.resolve("outside"));
    plant(outside.resolve("kept"), GOOD);
    Files.createSymbolicLink(cache.resolve("bundle9"), outside);
    assertEquals(1, appliance.start().getBundles().length);
    assertNull(System.getProperty("gate.test.evil"));
    assertNull(System.getProperty("gate.test.evil.extension"));
    try (Stream<Path> left = Files.list(cache)) {
      assertEquals(List.of("cache.lock"), left.map(path -> path.getFileName().toString()).filter(name -> !name.equals("bundle0")).toList());
    }
    assertTrue(Files.exists(outside.resolve("kept")), "a link is not followed");
  }

  @Test void aCacheThatIsALinkOrAFileIsReplaced() throws Exception {
    Path outside = Files.createDirectories(directory.resolve("outside"));
    plant(outside.resolve("bundle1/version0.0/bundle.jar"), EVIL);
    Files.createDirectories(appliance.data);
    Files.createSymbolicLink(appliance.cache(), outside);
    assertEquals(1, appliance.start().getBundles().length);
    assertTrue(Files.isDirectory(appliance.cache(), LinkOption.NOFOLLOW_LINKS));
    assertTrue(Files.exists(outside.resolve("bundle1/version0.0/bundle.jar")));
    appliance.stop();
    new DisposableFolder(appliance.cache()).renew();
    Files.delete(appliance.cache());
    Files.writeString(appliance.cache(), "a file");
    install(appliance.start(), "any:place", GOOD).start();
  }

  @Test void whatCannotBeDeletedIsMovedAsideAndTold() throws Exception {
    Path deep = appliance.cache();
    for (int i = 0; i < 70; i++) {
      deep = deep.resolve("d");
    }
    Files.createDirectories(deep);
    install(appliance.start(), "any:place", GOOD).start();
    assertTrue(appliance.spool().get(0).contains("SP-GATE-0031"), appliance.spool().toString());
    assertFalse(cached("d"));
  }

  /** Classes are read late: what a bundle was when it was judged is what it stays, whatever happens to the cache. */
  @Test void noByteThatRunsIsReadFromTheCache() throws Exception {
    appliance.approve(TWO_CLASSES);
    BundleContext context = appliance.start();
    Bundle platform = install(context, "any:place", GOOD);
    Bundle ours = install(context, "any:package", TWO_CLASSES);
    try (Stream<Path> files = Files.walk(appliance.cache())) {
      assertEquals(List.of(), files.filter(file -> file.toString().endsWith(".jar")).toList());
    }
    try (Stream<Path> files = Files.walk(appliance.cache())) {
      for (Path file : files.filter(Files::isRegularFile).filter(file -> !file.endsWith("cache.lock")).toList()) {
        Files.write(file, EVIL);
      }
    }
    for (Path child : Files.list(appliance.cache()).filter(file -> !file.endsWith("cache.lock")).toList()) {
      new DisposableFolder(child).renew();
      Files.delete(child);
    }
    platform.start();
    ours.start();
    assertEquals("1.0.0", System.getProperty("gate.test.good"));
    assertEquals("1.0.0", System.getProperty("gate.test.ours"));
    CountDownLatch refreshed = new CountDownLatch(1);
    context.getBundle(0).adapt(FrameworkWiring.class).refreshBundles(List.of(ours), event -> refreshed.countDown());
    assertTrue(refreshed.await(30, TimeUnit.SECONDS), "refreshed");
    assertArrayEquals(INNER_TEXT, ours.getEntry("text/inner.txt").openStream().readAllBytes());
    assertEquals(Mark.class.getName(), ours.loadClass(Mark.class.getName()).getName());
    assertArrayEquals(INNER_TEXT, ours.getResource("in-the-inner-jar.txt").openStream().readAllBytes());
    assertEquals(List.of("text/inner.txt"), Collections.list(ours.getEntryPaths("text")));
    assertTrue(ours.getEntry("text/inner.txt").openConnection().getLastModified() >= 0);
    assertNull(ours.getEntry("text/none.txt"));
    ours.uninstall();
    assertThrows(IllegalStateException.class, () -> ours.start());
  }

  @Test void aFragmentOfAPackageIsRefusedAlsoWhenItsBytesAreApproved() throws Exception {
    byte[] fragment = Jars.fragment("ours.fragment", "good");
    appliance.approve(fragment);
    BundleContext context = appliance.start();
    refused("SP-GATE-0004", () -> install(context, "any:place", fragment));
    assertFalse(Files.exists(appliance.cache().resolve("bundle1/version0.0")));
  }

  @Test void whatWasPlantedUnderTheNextIdIsNotRun() throws Exception {
    BundleContext context = appliance.start();
    plant(appliance.cache().resolve("bundle1/version0.0/bundle.jar"), Jars.active("good", "6.6.6"));
    plant(appliance.cache().resolve("bundle1/data/state"), EVIL);
    Bundle good = install(context, "any:place", GOOD);
    good.start();
    assertEquals("1.0.0", System.getProperty("gate.test.good"));
    assertFalse(good.getDataFile("state").exists());
  }

  @Test void aNewReleaseNeedsNoAttention() throws Exception {
    install(appliance.start(), "any:place", GOOD).start();
    appliance.stop();
    Files.write(appliance.home.resolve("system/platform-0.jar"), Jars.active("good", "3.0.0"));
    appliance.sign();
    BundleContext context = appliance.start();
    assertEquals(1, context.getBundles().length);
    assertEquals(List.of(), appliance.spool());
    refused("SP-GATE-0001", () -> install(context, "any:place", GOOD));
  }

  @Test void tamperedInventoryStopsEverything() throws Exception {
    Path inventory = appliance.home.resolve("trust/inventory.json");
    Files.writeString(inventory, Files.readString(inventory).replace(Digests.sha256(GOOD), Digests.sha256(EVIL)));
    IllegalStateException refused = assertThrows(IllegalStateException.class, () -> appliance.start());
    assertTrue(refused.getMessage().startsWith("SP-GATE-0006"), refused.getMessage());
    Files.delete(inventory);
    assertTrue(assertThrows(IllegalStateException.class, () -> appliance.start()).getMessage().startsWith("SP-GATE-0006"));
  }

  @Test void aDevelopmentRootIsInTheStatus() throws Exception {
    appliance.developmentRoot();
    appliance.start();
    assertEquals(RootMetadata.Purpose.DEVELOPMENT, appliance.control().status().vendorRoot());
  }

  @Test void brokenSiteMetadataLeavesThePlatformOnly() throws Exception {
    Files.createDirectories(appliance.data.resolve("site/metadata"));
    Files.writeString(appliance.data.resolve("site/metadata/1.root.json"), "{\"signatures\": [], \"signed\": {}}");
    BundleContext context = appliance.start();
    GateStatus status = appliance.control().status();
    assertFalse(status.siteTrusted());
    assertEquals(0, status.siteDigests());
    assertTrue(appliance.spool().get(0).contains("SP-GATE-0007"));
    install(context, "any:place", GOOD).start();
    assertFalse(appliance.control().reload().trusted());
  }

  @Test void aSiteOtherThanTheAnchoredOneIsRefusedAsAWhole() throws Exception {
    appliance.commission();
    BundleContext context = appliance.start();
    assertEquals(Anchor.ABSENT, appliance.control().status().anchor());
    assertEquals(RootMetadata.Purpose.PRODUCTION, appliance.control().status().vendorRoot());
    appliance.anchor();
    assertTrue(appliance.control().reload().trusted());
    assertEquals(Anchor.HELD, appliance.control().status().anchor());
    appliance.commission();
    ReloadReport report = appliance.control().reload();
    assertFalse(report.trusted());
    assertTrue(report.refusal().startsWith("SP-GATE-0020"), report::refusal);
    assertEquals(Anchor.BROKEN, appliance.control().status().anchor());
    assertTrue(appliance.spool().get(0).contains("SP-GATE-0020"));
    assertEquals(Anchor.BROKEN, GateInspection.of(appliance.home, appliance.data).anchor());
    assertEquals("SP-GATE-0020", GateInspection.of(appliance.home, appliance.data).refusals().get(0).code());
    install(context, "any:place", GOOD).start();
    Files.writeString(appliance.home.resolve(SiteAnchor.PATH), "none");
    assertTrue(appliance.control().reload().refusal().startsWith("SP-GATE-0021"));
  }

  @Test void refusalsAreListedNewestFirstAndBounded() throws Exception {
    BundleContext context = appliance.start();
    for (int i = 0; i < 300; i++) {
      String place = "any:" + i;
      assertThrows(BundleException.class, () -> install(context, place, EVIL));
    }
    List<GateRefusal> refusals = appliance.control().refusals(1000);
    assertEquals(256, refusals.size());
    assertEquals("any:299", refusals.get(0).location());
    assertEquals(300, appliance.control().status().refusals());
    assertEquals(300, appliance.spool().size());
    assertTrue(refusals.get(0).toString().contains("medium:import"));
  }

  @Test void aSpoolThatCannotBeWrittenIsCountedAndTheRefusalStands() throws Exception {
    Files.createDirectories(appliance.data.resolve("gate/refusals.spool"));
    BundleContext context = appliance.start();
    assertThrows(BundleException.class, () -> install(context, "any:place", EVIL));
    assertEquals(1, appliance.control().status().spoolDropped());
  }

  private interface Action {
    void run() throws Exception;
  }

  private void refused(String code, Action action) throws IOException {
    int before = appliance.spool().size();
    BundleException thrown = assertThrows(BundleException.class, action::run);
    assertTrue(String.valueOf(thrown.getCause()).contains(code), () -> thrown + " / " + thrown.getCause());
    assertEquals(before + 1, appliance.spool().size());
    assertTrue(appliance.spool().get(before).contains("\"" + code + "\""), appliance.spool().get(before));
  }

  private boolean cached(String name) {
    return Files.exists(appliance.cache().resolve(name));
  }

  private static void plant(Path file, byte[] bytes) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  private static Bundle install(BundleContext context, String location, byte[] bytes) throws BundleException {
    return context.installBundle(location, new ByteArrayInputStream(bytes));
  }
}
