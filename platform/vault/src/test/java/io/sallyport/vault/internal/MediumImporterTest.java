package io.sallyport.vault.internal;

import static io.sallyport.vault.internal.ContentStoreTest.code;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.audit.Actor;
import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.testing.MemoryAuditLog;
import io.sallyport.trust.Digests;
import io.sallyport.vault.ImportReport;
import io.sallyport.vault.ProgressListener;
import io.sallyport.vault.VaultPackage;
import io.sallyport.vault.testing.TestJar;
import io.sallyport.vault.testing.TestVendor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MediumImporterTest {
  private static final Actor IVAN = new Actor.Person("ivan", "integrator");
  private static final byte[] CODE = new byte[] {(byte) 0xca, (byte) 0xfe};

  @TempDir
  Path directory;
  private Path data;
  private Path home;
  private final TestVendor vendor = new TestVendor();
  private final MemoryAuditLog audit = new MemoryAuditLog();
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-24T09:00:00Z"));
  private ContentStore vault;
  private PackageCatalogue catalogue;
  private MediumImporter importer;

  @BeforeEach
  void appliance() throws IOException {
    data = Files.createDirectory(directory.resolve("data"));
    home = Files.createDirectory(directory.resolve("home"));
    vendor.install(home, Map.of("system/io/platform.jar", new TestJar("x", "1").header("Bundle-SymbolicName", "org.platform;blueprint=\"a;b\"").header("Export-Package", "org.platform.spi;version=\"1.0\";uses:=\"a,b\"").bytes()));
    vault = new ContentStore(data);
    catalogue = new PackageCatalogue(data, home, vault);
    importer = importer(vault);
  }

  private MediumImporter importer(ContentStore vault) {
    Clock clock = new Clock() {
      @Override
      public Instant instant() {
        return now.get();
      }

      @Override
      public java.time.ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(java.time.ZoneId zone) {
        return this;
      }
    };
    return new MediumImporter(data, home, vault, catalogue, audit, clock);
  }

  @Test
  void importsAPackageAndShowsItAsVerified() throws IOException {
    String digest = vendor.release("model-a", "model", "1.0.0", TestJar.model("model-a", "1.0.0").bytes());
    Path medium = vendor.write(directory.resolve("medium"));
    assertEquals(List.of(), catalogue.verified());
    assertEquals(1, importer.info(medium).packages().size());
    ImportReport report = importer.importFrom(medium, IVAN, ProgressListener.NONE);
    assertEquals("[model-a 1.0.0]", report.added().toString());
    assertEquals(digest, catalogue.find("model-a", "1.0.0").orElseThrow().digest());
    assertEquals(List.of("medium.imported"), audit.types());
    catalogue.vendor().orElseThrow().files().forEach(pin -> vault.verify(pin.sha256()));
    // again: nothing new
    assertEquals("[model-a 1.0.0]", importer.importFrom(medium, IVAN, ProgressListener.NONE).present().toString());
    // and a later one with a second version; the catalogue sorts by precedence
    vendor.release("model-a", "model", "1.10.0", TestJar.model("model-a", "1.10.0").bytes());
    vendor.release("model-a", "model", "1.9.0", TestJar.model("model-a", "1.9.0").bytes());
    importer.importFrom(vendor.write(directory.resolve("medium2")), IVAN, ProgressListener.NONE);
    assertEquals("[model-a 1.0.0, model-a 1.9.0, model-a 1.10.0]", catalogue.verified().toString());
    assertEquals("1.10.0", catalogue.newest("model-a").orElseThrow().version());
    // the first medium is older now: refused, and nothing is lowered
    refused("SP-TRUST-0025", medium);
  }

  @Test
  void generatesTheFeature() throws IOException {
    byte[] jar = TestJar.model("model-a", "1.0.0").bytes();
    vendor.release("model-a", "model", "1.0.0", jar);
    importer.importFrom(vendor.write(directory.resolve("medium")), IVAN, ProgressListener.NONE);
    VaultPackage pack = catalogue.find("model-a", "1.0.0").orElseThrow();
    String xml = new String(FeatureXml.of(pack), StandardCharsets.UTF_8);
    assertTrue(xml.contains("<feature name=\"sallyport-model-a\" version=\"1.0.0\" description=\"A test &lt;package&gt; &amp; more\">"), xml);
    assertTrue(xml.contains("<bundle>vault:sha256-" + Digests.sha256(jar) + "</bundle>"), xml);
    VaultUrlHandler handler = new VaultUrlHandler(vault, catalogue);
    java.net.URL url = new java.net.URL(null, pack.featureUrl(), new java.net.URLStreamHandler() {
      @Override
      protected java.net.URLConnection openConnection(java.net.URL u) {
        return handler.openConnection(u);
      }
    });
    assertEquals(xml, new String(url.openStream().readAllBytes(), StandardCharsets.UTF_8));
  }

  @Test
  void refusesAFlippedByteATruncatedFileAndAMissingOne() throws IOException {
    vendor.release("model-a", "model", "1.0.0", TestJar.model("model-a", "1.0.0").bytes());
    Path good = vendor.write(directory.resolve("medium"));
    Path flipped = TestVendor.copy(good, directory.resolve("flipped"));
    Path jar = find(flipped, ".jar");
    byte[] bytes = Files.readAllBytes(jar);
    bytes[bytes.length / 2] ^= 1;
    Files.write(jar, bytes);
    refused("SP-VAULT-0005", flipped);
    Path truncated = TestVendor.copy(good, directory.resolve("truncated"));
    jar = find(truncated, ".jar");
    Files.write(jar, java.util.Arrays.copyOf(bytes, bytes.length - 1));
    refused("SP-MEDIUM-0006", truncated);
    Path incomplete = TestVendor.copy(good, directory.resolve("incomplete"));
    Files.delete(find(incomplete, ".jar"));
    // The descriptor of an earlier refused medium is in the vault by now; the package is still incomplete.
    refused("SP-MEDIUM-0007", incomplete);
    Path signature = TestVendor.copy(good, directory.resolve("metadata-flipped"));
    Path targets = signature.resolve("metadata/1.targets.json");
    Files.writeString(targets, Files.readString(targets).replace("1.0.34", "1.0.35"));
    refused("SP-TRUST-0023", signature);
    importer.importFrom(good, IVAN, ProgressListener.NONE);
    refused("SP-VAULT-0005", flipped); // the vault has it intact by now, and the copy is read all the same
    refused("SP-MEDIUM-0006", truncated);
    Files.write(targets, java.util.Arrays.copyOf(Files.readAllBytes(targets), 100));
    refused("SP-MEDIUM-0018", signature); // its version is trusted by now, so the workflow alone would not read it
    Path again = TestVendor.copy(good, directory.resolve("root-again"));
    Files.copy(again.resolve("metadata/1.root.json"), again.resolve("metadata/2.root.json"));
    refused("SP-MEDIUM-0018", again); // the workflow passes over the root that is trusted already
  }

  /** The update workflow passes over a timestamp of a known version; a medium that shows two truths under one number is refused all the same. */
  @Test
  void refusesASecondTruthUnderAKnownVersion() throws IOException {
    vendor.release("model-a", "model", "1.0.0", TestJar.model("model-a", "1.0.0").bytes());
    Path medium = vendor.write(directory.resolve("medium"));
    importer.importFrom(medium, IVAN, ProgressListener.NONE);
    vendor.again().timestampExpires(TestVendor.FAR.plusSeconds(1));
    refused("SP-MEDIUM-0025", vendor.write(directory.resolve("other")));
    importer.importFrom(medium, IVAN, ProgressListener.NONE);
  }

  @Test
  void refusesWhatIsNotAMediumLinksAndStrangers() throws IOException {
    refused("SP-MEDIUM-0001", directory.resolve("nothing"));
    vendor.release("model-a", "model", "1.0.0", TestJar.model("model-a", "1.0.0").bytes());
    Path good = vendor.write(directory.resolve("medium"));
    Path link = TestVendor.copy(good, directory.resolve("link"));
    Path jar = find(link, ".jar");
    Files.move(jar, directory.resolve("elsewhere.jar"));
    Files.createSymbolicLink(jar, directory.resolve("elsewhere.jar"));
    refused("SP-MEDIUM-0002", link);
    Path linkedDirectory = TestVendor.copy(good, directory.resolve("linked-directory"));
    Files.createSymbolicLink(linkedDirectory.resolve("targets/more"), directory);
    refused("SP-MEDIUM-0002", linkedDirectory);
    Path stranger = TestVendor.copy(good, directory.resolve("stranger"));
    Files.writeString(stranger.resolve("autorun.inf"), "x");
    refused("SP-MEDIUM-0002", stranger);
    Path unnamed = TestVendor.copy(good, directory.resolve("unnamed"));
    Files.writeString(unnamed.resolve("targets/" + "0".repeat(64) + ".jar"), "x");
    refused("SP-MEDIUM-0005", unnamed);
  }

  @Test
  void refusesExpiredAndInsufficientlySignedMetadata() throws IOException {
    vendor.release("model-a", "model", "1.0.0", TestJar.model("model-a", "1.0.0").bytes());
    vendor.timestampExpires(Instant.parse("2026-11-24T08:59:59Z"));
    refused("SP-TRUST-0026", vendor.write(directory.resolve("expired")));
    vendor.timestampExpires(TestVendor.FAR);
    refused("SP-TRUST-0011", vendor.write(directory.resolve("one-signature"), vendor.targetKeys().subList(0, 1)));
    TestVendor stranger = new TestVendor();
    stranger.release("model-a", "model", "1.0.0", TestJar.model("model-a", "1.0.0").bytes());
    refused("SP-TRUST-0011", stranger.write(directory.resolve("stranger")));
  }

  @Test
  void refusesWithoutSpace() throws IOException {
    vendor.release("model-a", "model", "1.0.0", TestJar.model("model-a", "1.0.0").bytes());
    Path medium = vendor.write(directory.resolve("medium"));
    importer = importer(new ContentStore(data, () -> ContentStore.RESERVE + 100));
    refused("SP-VAULT-0001", medium);
    assertEquals(0, count(data.resolve("vault/sha256")));
  }

  @Test
  void refusesWhatBreaksThePolicy() throws IOException {
    policy("SP-MEDIUM-0013", "capability", new TestJar("p", "1.0.0").header("Bundle-SymbolicName", "org.platform"));
    policy("SP-MEDIUM-0014", "capability", new TestJar("p", "1.0.0").header("Export-Package", "a.b;version=\"1\",io.sallyport.api.audit;uses:=\"x,y\""));
    policy("SP-MEDIUM-0014", "capability", new TestJar("p", "1.0.0").header("Import-Package", "org.osgi.framework,io.sallyport.gate;resolution:=optional"));
    policy("SP-MEDIUM-0014", "capability", new TestJar("p", "1.0.0").header("Require-Bundle", "io.sallyport.provision"));
    policy("SP-MEDIUM-0014", "capability", new TestJar("p", "1.0.0").header("Fragment-Host", "system.bundle;extension:=framework"));
    policy("SP-MEDIUM-0014", "capability", new TestJar("p", "1.0.0").header("ExtensionBundle-Activator", "x.Y"));
    policy("SP-MEDIUM-0014", "capability", new TestJar("p", "1.0.0").header("Bundle-NativeCode", "lib/x.so"));
    policy("SP-MEDIUM-0014", "capability", new TestJar("p", "1.0.0").entry("lib/libx.SO", CODE));
    policy("SP-MEDIUM-0014", "capability", new TestJar("p", "1.0.0").entry("META-INF/versions/17/ai/onnxruntime/OrtSession.class", CODE));
    policy("SP-MEDIUM-0014", "capability", new TestJar("p", "1.0.0").entry("inner.jar", new TestJar("q", "1").entry("a/b.dll", CODE).bytes()));
    policy("SP-MEDIUM-0014", "capability", new TestJar("p", "1.0.0").entry("ai/onnxruntime/OrtSession.class", CODE));
    policy("SP-MEDIUM-0014", "capability", new TestJar("p", "1.0.0").header("Bundle-SymbolicName", "test.p;singleton:=true"));
    policy("SP-MEDIUM-0012", "capability", new TestJar("p", "1.0.0").header("Sallyport-Package", "p;version=1.0.1"));
    policy("SP-MEDIUM-0012", "capability", new TestJar("p", "1.0.0").without("Sallyport-Package"));
    policy("SP-MEDIUM-0012", "capability", new TestJar("p", "1.0.0").header("Sallyport-Package", "p").header("Bundle-Version", "1.0.1"));
    policy("SP-MEDIUM-0012", "capability", new TestJar("p", "1.0.0").header("Sallyport-Package", "p").without("Bundle-Version"));
    policy("SP-MEDIUM-0012", "capability", new TestJar("p", "1.0.0").header("Sallyport-Package", "p,q"));
    policy("SP-MEDIUM-0014", "capability", new TestJar("p", "1.0.0").header("Export-Package", "org.platform.spi;version=99"));
    policy("SP-MEDIUM-0014", "library", new TestJar("p", "1.0.0").header("Export-Package", "org.osgi.service.event;version=9"));
    policy("SP-MEDIUM-0014", "capability", new TestJar("p", "1.0.0").header("Provide-Capability", "io.sallyport.api;version:Version=\"0.9.0\""));
    policy("SP-MEDIUM-0014", "capability", new TestJar("p", "1.0.0").header("Provide-Capability", "osgi.extender;osgi.extender=\"osgi.component\";version:Version=9"));
    policy("SP-MEDIUM-0014", "capability", new TestJar("p", "1.0.0").header("Import-Package", "java.util,io.sallyport.api.check,io.sallyport.provision"));
    policy("SP-MEDIUM-0014", "capability", new TestJar("p", "1.0.0").header("Import-Package", "org.apache.karaf.features;resolution:=optional"));
    policy("SP-MEDIUM-0014", "capability", new TestJar("p", "1.0.0").header("Require-Bundle", "io.sallyport.provision"));
    policy("SP-MEDIUM-0014", "capability", new TestJar("p", "1.0.0").header("Bundle-ClassPath", ".,code.bin"));
    policy("SP-MEDIUM-0014", "capability", new TestJar("p", "1.0.0").entry("META-INF/versions/9/OSGI-INF/MANIFEST.MF", CODE));
    policy("SP-MEDIUM-0015", "model", TestJar.model("p", "1.0.0").header("Bundle-ClassPath", "code.jar"));
    policy("SP-MEDIUM-0015", "model", TestJar.model("p", "1.0.0").entry("x/Y.class", CODE));
    policy("SP-MEDIUM-0015", "model", TestJar.model("p", "1.0.0").header("Bundle-Activator", "x.Y"));
    policy("SP-MEDIUM-0015", "model", TestJar.model("p", "1.0.0").header("Import-Package", "x.y"));
    policy("SP-MEDIUM-0015", "model", new TestJar("p", "1.0.0"));
    policy("SP-MEDIUM-0015", "model", TestJar.model("p", "1.0.0").entry("tokenizer.py", "import os".getBytes()));
    policy("SP-MEDIUM-0015", "model", TestJar.model("p", "1.0.0").entry("weights.bin", new byte[] {(byte) 0xca, (byte) 0xfe, (byte) 0xba, (byte) 0xbe, 0, 0}));
    policy("SP-MEDIUM-0015", "model", TestJar.model("p", "1.0.0").entry("weights.bin", new TestJar("q", "1").bytes()));
    policy("SP-MEDIUM-0014", "model", TestJar.model("p", "1.0.0").entry("weights.bin", new byte[] {0x7f, 'E', 'L', 'F', 2, 1}));
    policy("SP-MEDIUM-0011", "capability", new TestJar("p", "1.0.0").entry("META-INF/manifest.mf", CODE)); // two names that differ in case alone
    policy("SP-MEDIUM-0047", "capability", new TestJar("p", "1.0.0").entry("../../etc/cron.d/x", CODE));
    policy("SP-MEDIUM-0047", "capability", new TestJar("p", "1.0.0").entry("inner.jar", new TestJar("q", "1").entry("/etc/x", CODE).bytes()));
    vendor.release("p", "capability", "1.0.0", "not a jar".getBytes());
    refused("SP-MEDIUM-0011", vendor.write(Files.createTempDirectory(directory, "medium")));
    vendor.release("q", "capability", "1.0.0", new TestJar("q", "1.0.0").header("Sallyport-Package", "q").bytes());
    vendor.release("p", "capability", "1.0.0", new TestJar("p", "1.0.0").entry("x/Y.class", CODE).bytes());
    importer.importFrom(vendor.write(Files.createTempDirectory(directory, "medium")), IVAN, ProgressListener.NONE);
  }

  @Test
  void refusesABundleThatUnpacksToTooMuch() throws IOException {
    policy("SP-MEDIUM-0045", "capability", new TestJar("p", "1.0.0").zeros("z", (1L << 30) + 1));
    policy("SP-MEDIUM-0045", "capability", new TestJar("p", "1.0.0").entry("inner.jar", new TestJar("q", "1").zeros("z", (1L << 30) + 1).bytes()));
  }

  @Test
  void refusesTheNamesOfThePlatformAndOfOtherPackages() throws IOException {
    vendor.release("p", "capability", "1.0.0", new TestJar("p", "1.0.0").bytes());
    importer.importFrom(vendor.write(directory.resolve("first")), IVAN, ProgressListener.NONE);
    vendor.release("q", "capability", "1.0.0", new TestJar("q", "1.0.0").header("Bundle-SymbolicName", "test.p").bytes());
    refused("SP-MEDIUM-0016", vendor.write(directory.resolve("second")));
    vendor.release("q", "capability", "1.0.0", new TestJar("q", "1.0.0").bytes());
    vendor.release("p", "capability", "1.1.0", new TestJar("p", "1.1.0").bytes());
    importer.importFrom(vendor.write(directory.resolve("third")), IVAN, ProgressListener.NONE);
    vendor.release("gate", "capability", "1.0.0", new TestJar("gate", "1.0.0").bytes());
    refused("SP-MEDIUM-0046", vendor.write(directory.resolve("fourth")));
  }

  @Test
  void refusesTheSameVersionWithOtherContentAndInconsistentDescriptors() throws IOException {
    vendor.release("p", "capability", "1.0.0", new TestJar("p", "1.0.0").bytes());
    importer.importFrom(vendor.write(directory.resolve("first")), IVAN, ProgressListener.NONE);
    vendor.release("p", "capability", "1.0.0", new TestJar("p", "1.0.0").entry("more", CODE).bytes());
    refused("SP-MEDIUM-0010", vendor.write(directory.resolve("second")));
    TestVendor other = vendor;
    other.release("p", "capability", "1.0.0", new TestJar("p", "1.0.0").bytes());
    other.put("packages/q/1.0.0/package.json", "{}".getBytes());
    refused("SP-TRUST-0006", other.write(directory.resolve("third")));
    other.remove("packages/q/1.0.0/package.json");
    other.put("packages/p/1.0.0/sbom.cdx.json", "{}".getBytes());
    refused("SP-MEDIUM-0009", other.write(directory.resolve("fourth")));
  }

  @Test
  void whatCannotBeRecordedDoesNotHappen() throws IOException {
    vendor.release("p", "capability", "1.0.0", new TestJar("p", "1.0.0").bytes());
    Path medium = vendor.write(directory.resolve("medium"));
    audit.fail(true);
    assertEquals("SP-AUDIT-0001", code(() -> importer.importFrom(medium, IVAN, ProgressListener.NONE)));
    assertTrue(catalogue.verified().isEmpty());
    assertFalse(Files.exists(data.resolve("vendor/timestamp.json")));
  }

  @Test
  void twoImportsAtOnce() throws Exception {
    vendor.release("p", "capability", "1.0.0", new TestJar("p", "1.0.0").bytes());
    Path medium = vendor.write(directory.resolve("medium"));
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    ExecutorService pool = Executors.newSingleThreadExecutor();
    Future<ImportReport> first = pool.submit(() -> importer.importFrom(medium, IVAN, (step, done, total) -> {
      inside.countDown();
      await(go);
    }));
    assertTrue(inside.await(20, TimeUnit.SECONDS));
    assertEquals("SP-MEDIUM-0017", code(() -> importer.importFrom(medium, IVAN, ProgressListener.NONE)));
    assertEquals(List.of("medium.refused"), audit.types());
    go.countDown();
    assertEquals(1, first.get(20, TimeUnit.SECONDS).added().size());
    pool.shutdown();
  }

  /** A jar within a jar's own bytes: what a reader from the start sees first is not what the directory at the end names. */
  @Test
  void refusesAJarWithTwoReadings() throws IOException {
    byte[] shown = new TestJar("p", "1.0.0").header("Bundle-SymbolicName", "org.platform").bytes();
    byte[] hidden = new TestJar("p", "1.0.0").bytes();
    byte[] both = java.util.Arrays.copyOf(shown, shown.length + hidden.length);
    System.arraycopy(hidden, 0, both, shown.length, hidden.length);
    vendor.release("p", "capability", "1.0.0", both);
    refused("SP-MEDIUM-0011", vendor.write(directory.resolve("medium")));
  }

  @Test
  void anInterruptedImportLeavesNothingInTheVault() throws IOException {
    byte[] bytes = "content".getBytes(StandardCharsets.UTF_8);
    String sha256 = Digests.sha256(bytes);
    StagedVault interrupted = vault.stage();
    interrupted.store(new java.io.ByteArrayInputStream(bytes), bytes.length, sha256);
    assertTrue(interrupted.find(sha256).isPresent() && vault.find(sha256).isEmpty());
    vault = new ContentStore(data);
    assertTrue(vault.find(sha256).isEmpty());
    assertTrue(vault.stage().find(sha256).isEmpty(), "nothing counts that the import under way has not hashed");
    assertEquals(0, count(data.resolve("vault/sha256")) + count(data.resolve("vault/tmp")));
  }

  /** What a refused medium carried must not count as checked when another medium's metadata names it without carrying it. */
  @Test
  void whatWasRefusedDoesNotComeInBehindAnotherMedium() throws IOException {
    vendor.release("good", "capability", "1.0.0", new TestJar("good", "1.0.0").bytes());
    vendor.release("bad", "capability", "1.0.0", new TestJar("bad", "1.0.0").header("DynamicImport-Package", "*").bytes());
    Path full = vendor.write(directory.resolve("full"));
    Path without = TestVendor.copy(full, directory.resolve("without"));
    deleteAll(without.resolve("targets/packages/bad"));
    refused("SP-MEDIUM-0014", full);
    importer.importFrom(without, IVAN, ProgressListener.NONE);
    assertEquals("[good 1.0.0]", catalogue.verified().toString());
    refused("SP-MEDIUM-0014", full);
    assertEquals(List.of("medium.refused", "medium.imported", "medium.refused"), audit.types());
  }

  /** What was changed in the vault, a descriptor or a bundle, is brought back by the medium it came from. */
  @Test
  void theSameMediumHealsTheVault() throws IOException {
    String descriptor = vendor.release("model-a", "model", "1.0.0", TestJar.model("model-a", "1.0.0").bytes());
    Path medium = vendor.write(directory.resolve("medium"));
    importer.importFrom(medium, IVAN, ProgressListener.NONE);
    String bundle = catalogue.byDescriptor(descriptor).bundles().get(0).sha256();
    for (String digest : List.of(descriptor, bundle)) {
      Path file = vault.require(digest);
      assertTrue(file.toFile().setWritable(true));
      Files.write(file, "changed".getBytes(StandardCharsets.UTF_8));
      catalogue = new PackageCatalogue(data, home, vault);
      importer = importer(vault);
      assertEquals("SP-VAULT-0003", code(() -> vault.verify(digest)));
      importer.importFrom(medium, IVAN, ProgressListener.NONE);
      assertEquals(file, vault.verify(digest));
      assertEquals("[model-a 1.0.0]", catalogue.verified().toString());
    }
  }

  private static void deleteAll(Path tree) throws IOException {
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void policy(String expected, String kind, TestJar jar) throws IOException {
    vendor.release("p", kind, "1.0.0", jar.bytes());
    refused(expected, vendor.write(Files.createTempDirectory(directory, "medium")));
  }

  /** Refused with that code, recorded, and nothing is verified that was not before. */
  private void refused(String expected, Path medium) {
    String before = catalogue.verified().toString();
    int recorded = audit.entries().size();
    assertEquals(expected, code(() -> importer.importFrom(medium, IVAN, ProgressListener.NONE)));
    AuditEntry last = audit.entries().get(audit.entries().size() - 1);
    assertEquals("medium.refused", last.type());
    assertEquals(expected, last.code().orElseThrow());
    assertEquals(recorded + 1, audit.entries().size());
    assertEquals(before, catalogue.verified().toString());
    assertFalse(Files.exists(data.resolve("vendor.next")), "scratch metadata is discarded");
    assertEquals(0, count(data.resolve("vault/tmp")));
    assertFalse(Files.exists(data.resolve("vault/incoming")), "what was refused is deleted");
  }

  private static long count(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).count();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Path find(Path medium, String suffix) throws IOException {
    try (Stream<Path> files = Files.walk(medium)) {
      return files.filter(file -> file.toString().endsWith(suffix)).findFirst().orElseThrow();
    }
  }
}
