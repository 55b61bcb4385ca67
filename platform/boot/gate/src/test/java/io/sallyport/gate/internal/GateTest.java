package io.sallyport.gate.internal;

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
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.site.SiteAnchor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/** Every attack of ADR 0001 and facts about Felix, on a real framework. */
class GateTest {
  private static final byte[] GOOD = Jars.active("good", "1.0.0");
  private static final byte[] GOOD_TOO = Jars.active("good", "2.0.0");
  private static final byte[] EVIL = Jars.active("evil", "6.6.6");
  private static final byte[] EXTENSION = Jars.extension("platform.extension");

  @TempDir Path directory;
  private Appliance appliance;

  @BeforeEach void make() throws IOException {
    appliance = new Appliance(directory, GOOD, GOOD_TOO, EXTENSION);
    Stream.of("good", "evil", "evil.extension", "platform.extension").forEach(name -> System.clearProperty("gate.test." + name));
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

  @Test void warmRestartKeepsAdmittedBundles() throws Exception {
    install(appliance.start(), "any:place", GOOD).start();
    appliance.stop();
    BundleContext context = appliance.start();
    assertEquals(Bundle.ACTIVE, context.getBundle("any:place").getState());
    assertEquals(1, appliance.control().status().cachedRevisions());
    assertFalse(appliance.control().status().cacheWiped());
    assertEquals(List.of(), appliance.spool());
  }

  @Test void plantedJarWipesTheCache() throws Exception {
    install(appliance.start(), "any:place", GOOD).start();
    appliance.stop();
    copy("bundle1", "bundle200");
    Files.write(appliance.cache().resolve("bundle200/version0.0/bundle.jar"), EVIL);
    wipedClean();
  }

  @Test void plantedExtensionNeverRuns() throws Exception {
    install(appliance.start(), "any:place", GOOD).start();
    appliance.stop();
    copy("bundle1", "bundle200");
    Files.write(appliance.cache().resolve("bundle200/version0.0/bundle.jar"), Jars.extension("evil.extension"));
    wipedClean();
    assertNull(System.getProperty("gate.test.evil.extension"));
  }

  @Test void oneByteAppendedToACachedJarWipesTheCache() throws Exception {
    install(appliance.start(), "any:place", GOOD).start();
    appliance.stop();
    Path jar = appliance.cache().resolve("bundle1/version0.0/bundle.jar");
    byte[] bytes = Files.readAllBytes(jar);
    Files.write(jar, Arrays.copyOf(bytes, bytes.length + 1));
    wipedClean();
  }

  @Test void plantedReferenceOrLinkWipesTheCache() throws Exception {
    install(appliance.start(), "any:place", GOOD).start();
    appliance.stop();
    Files.writeString(appliance.cache().resolve("bundle1/version0.0/revision.location"), "reference:" + Files.write(directory.resolve("evil.jar"), EVIL).toUri());
    wipedClean();

    install(context(), "any:place", GOOD).start();
    appliance.stop();
    Path jar = appliance.cache().resolve("bundle1/version0.0/bundle.jar");
    Files.createSymbolicLink(jar, Files.move(jar, directory.resolve("moved.jar")));
    wipedClean();
  }

  @Test void aSecondPlantedRevisionWipesTheCache() throws Exception {
    install(appliance.start(), "any:place", GOOD).start();
    appliance.stop();
    copy("bundle1/version0.0", "bundle1/version0.1");
    Files.write(appliance.cache().resolve("bundle1/version0.1/bundle.jar"), EVIL);
    wipedClean();
  }

  @Test void unpackedInnerJarsAreNotReused() throws Exception {
    install(appliance.start(), "any:place", GOOD).start();
    appliance.stop();
    Path inner = Files.createDirectories(appliance.cache().resolve("bundle1/version0.0/bundle.jar-embedded/lib")).resolve("inner.jar");
    Files.write(inner, EVIL);
    Path library = Files.createDirectories(appliance.cache().resolve("bundle1/version0.0/bundle.jar-lib/0")).resolve("evil.so");
    Files.write(library, EVIL);
    appliance.start();
    assertFalse(Files.exists(inner));
    assertFalse(Files.exists(library));
  }

  @Test void whatWasPlantedUnderTheNextIdIsNotRun() throws Exception {
    BundleContext context = appliance.start();
    Path planted = Files.createDirectories(appliance.cache().resolve("bundle1/version0.0"));
    Files.write(planted.resolve("bundle.jar"), Jars.active("good", "6.6.6"));
    install(context, "any:place", GOOD).start();
    assertEquals("1.0.0", System.getProperty("gate.test.good"));
  }

  @Test void halfWrittenInstallIsClearedWithoutAlarm() throws Exception {
    install(appliance.start(), "any:place", GOOD).start();
    appliance.stop();
    copy("bundle1", "bundle2");
    Files.delete(appliance.cache().resolve("bundle2/version0.0/revision.location"));
    BundleContext context = appliance.start();
    assertEquals(2, context.getBundles().length);
    assertFalse(cached("bundle2"));
    assertEquals(List.of(), appliance.spool());
  }

  @Test void tornBundleStateMeansACleanBoot() throws Exception {
    install(appliance.start(), "any:place", GOOD).start();
    appliance.stop();
    Files.writeString(appliance.cache().resolve("bundle1/bundle.info"), "1\n");
    assertEquals(1, appliance.start().getBundles().length);
    install(context(), "any:place", GOOD).start();
  }

  @Test void aNewReleaseIsNotTakenForTampering() throws Exception {
    install(appliance.start(), "any:place", GOOD).start();
    appliance.stop();
    Files.write(appliance.home.resolve("system/platform-0.jar"), Jars.active("good", "3.0.0"));
    appliance.sign();
    BundleContext context = appliance.start();
    assertEquals(1, context.getBundles().length);
    assertEquals(List.of(), appliance.spool());
    refused("SP-GATE-0001", () -> install(context, "any:place", GOOD));
    appliance.stop();
    Files.writeString(appliance.data.resolve("gate/inventory.sha256"), "0".repeat(64));
    assertEquals(1, appliance.start().getBundles().length);
  }

  @Test void tamperedInventoryStopsEverything() throws Exception {
    Path inventory = appliance.home.resolve("trust/inventory.json");
    Files.writeString(inventory, Files.readString(inventory).replace(Digests.sha256(GOOD), Digests.sha256(EVIL)));
    IllegalStateException refused = assertThrows(IllegalStateException.class, () -> appliance.start());
    assertTrue(refused.getMessage().startsWith("SP-GATE-0006"), refused.getMessage());
    Files.delete(inventory);
    assertTrue(assertThrows(IllegalStateException.class, () -> appliance.start()).getMessage().startsWith("SP-GATE-0006"));
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

  private void wipedClean() throws Exception {
    int before = appliance.spool().size();
    BundleContext context = appliance.start();
    assertEquals(1, context.getBundles().length);
    assertTrue(appliance.control().status().cacheWiped());
    assertFalse(cached("bundle1") || cached("bundle200"));
    assertTrue(appliance.spool().size() > before && appliance.spool().get(before).contains("SP-GATE-0005"), appliance.spool().toString());
    assertNull(System.getProperty("gate.test.evil"));
  }

  private BundleContext context() throws Exception {
    appliance.stop();
    return appliance.start();
  }

  private boolean cached(String name) {
    return Files.exists(appliance.cache().resolve(name));
  }

  private void copy(String from, String to) throws IOException {
    Path source = appliance.cache().resolve(from);
    try (Stream<Path> tree = Files.walk(source)) {
      for (Path path : tree.toList()) {
        Files.copy(path, appliance.cache().resolve(to).resolve(source.relativize(path).toString()));
      }
    }
  }

  private static Bundle install(BundleContext context, String location, byte[] bytes) throws BundleException {
    return context.installBundle(location, new ByteArrayInputStream(bytes));
  }
}
