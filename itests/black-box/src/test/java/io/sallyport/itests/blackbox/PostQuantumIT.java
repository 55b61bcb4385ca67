package io.sallyport.itests.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.itests.appliance.Appliance;
import io.sallyport.itests.appliance.AuditEntries;
import io.sallyport.itests.appliance.Closing;
import io.sallyport.itests.appliance.Folders;
import io.sallyport.itests.appliance.Generations;
import io.sallyport.itests.appliance.Media;
import io.sallyport.itests.appliance.Program;
import io.sallyport.itests.appliance.Project;
import io.sallyport.itests.appliance.Result;
import io.sallyport.itests.appliance.Setup;
import io.sallyport.itests.appliance.SiteOffice;
import io.sallyport.itests.appliance.User;
import io.sallyport.itests.appliance.forge.DevelopmentKeys;
import io.sallyport.itests.appliance.forge.HybridVendor;
import io.sallyport.trust.AtomicFiles;
import io.sallyport.trust.Envelope;
import io.sallyport.trust.RootMetadata;
import io.sallyport.trust.SignaturePolicy;
import io.sallyport.trust.site.SiteRepository;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A vendor and a site with the policy hybrid: launcher, gate, import, approval, apply and rollback ask for ML-DSA-87 signatures, and go without none. */
class PostQuantumIT {
  private static final Project PROJECT = Project.here();
  private static final Media CLASSICAL = new Media(PROJECT.medium("demo-1"));
  private static final Media LATER = new Media(PROJECT.medium("demo-2"));
  private static HybridVendor vendor;
  private static Setup setup;
  private static Appliance appliance;

  @BeforeAll
  static void boot() {
    vendor = new HybridVendor(CLASSICAL, new DevelopmentKeys(PROJECT));
    Path home = Folders.copy(PROJECT.assembly(), Folders.temporary("hybrid").resolve("home"));
    vendor.install(home);
    setup = Setup.fresh(PROJECT).withHome(home).quick();
    appliance = Appliance.commissioned(setup, "hybrid");
    appliance.start();
  }

  @AfterAll
  static void end() {
    Closing.all(appliance);
  }

  @Test
  void aHybridMediumIsImportedAndRunsAndAStrippedOneIsRefused() {
    Media stripped = vendor.publishStripped(CLASSICAL.copy());
    AuditEntries refusals = new AuditEntries(appliance, "medium.refused");
    int known = refusals.count();
    for (Path medium : List.of(CLASSICAL.folder(), stripped.folder())) {
      Result refused = appliance.console(User.ADA).run("medium:import " + medium);
      assertEquals("SP-TRUST-0083", refused.code().orElse("none: " + refused.text()));
      assertTrue(refusals.newer(known++, "SP-TRUST-0083").isPresent());
    }
    assertEquals(List.of(), appliance.console(User.ADA).run("package:list --json").jsonList());
    appliance.console(User.ADA).run("medium:import " + vendor.publish(CLASSICAL.copy()).folder()).orFail();
    String info = appliance.console(User.ADA).run("package:info radiator-anomaly").orFail().text();
    assertTrue(info.contains("ML-DSA-87 2 of 2"), info);
    new Generations(appliance).change("radiator-anomaly/1.0.0");
    appliance.console(User.ADA).run("medium:import " + vendor.publish(LATER.copy()).folder()).orFail();
    new Generations(appliance).change("radiator-anomaly/1.1.0");
    assertEquals(List.of("radiator-anomaly/1.1.0"), new Generations(appliance).running());
    new Generations(appliance).rollback();
    assertEquals(List.of("radiator-anomaly/1.0.0"), new Generations(appliance).running());
    appliance.stop();
    for (String file : List.of("site/metadata/1.targets.json", "site/running.json", "site/metadata/1.root.json")) {
      requireBothKinds(appliance.data().resolve(file));
    }
    appliance.start();
    assertEquals(List.of("radiator-anomaly/1.0.0"), new Generations(appliance).running());
  }

  /** The gate, as the verifier asks it, does not go without the ML-DSA-87 signatures of a file; with them all is well. */
  private static void requireBothKinds(Path file) {
    byte[] whole = bytes(file);
    AtomicFiles.write(file, withoutMlDsa(Envelope.parse(whole, file.toString())).toBytes());
    Result stripped = appliance.sallyport("verify");
    assertEquals("SP-GATE-0007", stripped.code().orElse("none: " + stripped.text()));
    assertTrue(stripped.text().contains("SP-TRUST-0083"), stripped::text);
    AtomicFiles.write(file, whole);
    appliance.sallyport("verify").orFail();
  }

  /** What an attacker leaves who can forge classical signatures only. */
  private static Envelope withoutMlDsa(Envelope envelope) {
    return new Envelope(envelope.signed(), envelope.signatures().stream().filter(signature -> signature.sig().length() < 1000).toList());
  }

  /** The ceremony makes a hybrid site of approvers with keys of both kinds; no boot. */
  @Test
  void aHybridSiteIsCommissionedByBothKindsOfSignatures() {
    SiteOffice office = new SiteOffice(PROJECT);
    List.of("quinn", "sam", "oscar").forEach(office::pair);
    Appliance other = Appliance.of(Setup.fresh(PROJECT).quickBoot());
    Path charter = office.charter("charter.json", "hybrid", List.of("quinn,quality,Quinn Abbott", "sam,security,Sam Okafor", "oscar,operations,Oscar Lund"));
    Path root = office.file("site-root.json");
    other.sallyport("commission", "--charter", charter.toString(), "--out", root.toString(), "--yes", "--accept-development-root").orFail();
    office.sign(root, "quinn").orFail();
    List<String> take = List.of("commission", "--root", root.toString(), "--admin", "ada", "Ada Lindqvist", "--accept-development-root");
    office.sign(root, "sam").orFail();
    Envelope signed = Envelope.parse(bytes(root), "root");
    AtomicFiles.write(root, withoutMlDsa(signed).toBytes());
    assertEquals("SP-TRUST-0083", other.answering(List.of("ada-and-nobody-else"), take.toArray(String[]::new)).code().orElse("none"));
    AtomicFiles.write(root, signed.toBytes());
    other.answering(List.of("ada-and-nobody-else"), take.toArray(String[]::new)).orFail();
    assertEquals(SignaturePolicy.HYBRID, SiteRepository.of(other.data(), new byte[0]).root().root().policy());
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void anInventoryWithoutMlDsaSignaturesStopsTheBoot() {
    Path home = Folders.copy(PROJECT.assembly(), Folders.temporary("stripped").resolve("home"));
    vendor.installStripped(home);
    Appliance other = Appliance.of(Setup.fresh(PROJECT).withHome(home).quickBoot());
    Result verified = other.sallyport("verify");
    assertFalse(verified.succeeded());
    assertEquals("SP-TRUST-0083", verified.code().orElse("none: " + verified.text()));
    assertEquals(78, other.launch().awaitEnd());
    assertTrue(other.logTail().contains("SP-TRUST-0083"), other::logTail);
  }

  /** A stock JDK 17 has no ML-DSA: then the Bouncy Castle of the distribution verifies. */
  @Test
  void theDistributionAndTheVerifierNeedNoMlDsaInTheJdk() throws Exception {
    String root = setup.home().resolve("trust/vendor-root.json").toString();
    String[] words = Files.readString(Path.of("/proc", Long.toString(appliance.view().pid()), "cmdline")).split("\0");
    String classPath = words[List.of(words).indexOf("-classpath") + 1];
    assertFalse(classPath.contains("bcprov"), classPath);
    String jar = List.of(words).stream().filter(word -> word.startsWith("-Dsallyport.signature.jar=")).findFirst().orElseThrow();
    assertTrue(jar.contains("bcprov"), jar);
    assertEquals("hybrid", withoutMlDsa(classPath, root, jar));
    assertEquals("SP-TRUST-0080", withoutMlDsa(classPath, root));
    assertEquals("hybrid", withoutMlDsa(PROJECT.built("platform/boot/verify/target/sallyport-verify.jar").toString(), root));
    String trustOnly = Path.of(RootMetadata.class.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    assertEquals("SP-TRUST-0080", withoutMlDsa(trustOnly, root));
  }

  private static String withoutMlDsa(String classPath, String root, String... options) throws Exception {
    String own = Path.of(WithoutMlDsa.class.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    List<String> command = new ArrayList<>(List.of(Program.javaBinary()));
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", classPath + File.pathSeparator + own, WithoutMlDsa.class.getName(), root));
    return Program.run(command, Map.of(), PROJECT.root()).out().strip();
  }
}
