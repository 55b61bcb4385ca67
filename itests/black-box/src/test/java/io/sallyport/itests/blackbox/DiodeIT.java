package io.sallyport.itests.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.itests.appliance.Appliance;
import io.sallyport.itests.appliance.AuditEntries;
import io.sallyport.itests.appliance.Await;
import io.sallyport.itests.appliance.Closing;
import io.sallyport.itests.appliance.Folders;
import io.sallyport.itests.appliance.LiveAppliance;
import io.sallyport.itests.appliance.Media;
import io.sallyport.itests.appliance.Program;
import io.sallyport.itests.appliance.Project;
import io.sallyport.itests.appliance.Result;
import io.sallyport.itests.appliance.Setup;
import io.sallyport.itests.appliance.User;
import io.sallyport.itests.appliance.forge.DevelopmentKeys;
import io.sallyport.itests.appliance.forge.Forge;
import io.sallyport.itests.appliance.forge.ModelVariant;
import io.sallyport.itests.plant.FreePort;
import io.sallyport.trust.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Media come over a diode into one booted appliance: first nothing listens, then a transfer, a spoilt one, a drop folder. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DiodeIT {
  private static final Project PROJECT = Project.here();
  private static final Duration SETTLED = Duration.ofSeconds(60);
  private static Appliance appliance;
  private static Path drop;
  private static int port;

  @BeforeAll
  static void boot() {
    appliance = LiveAppliance.imported(PROJECT, Setup.fresh(PROJECT).quick());
    drop = Folders.temporary("drop");
    port = FreePort.next();
  }

  @AfterAll
  static void end() {
    Closing.all(appliance);
  }

  @Test
  @Order(1)
  void nothingListensUntilItIsDeclared() throws IOException {
    assertEquals(List.of(), appliance.view().datagramPorts());
    assertEquals("SP-DIODE-0010", refused("medium:receive --transfer ab"));
    assertEquals("SP-MEDIUM-0030", refused("medium:receive"));
    Files.writeString(appliance.data().resolve("site/etc/io.sallyport.diode.cfg"), "listen.address = 127.0.0.1\nlisten.port = " + port + "\ndrop.directory = " + drop + "\nsettle.ms = 500\n");
    Await.until("the receiver listens", SETTLED, () -> appliance.view().datagramPorts().stream().anyMatch(address -> address.getPort() == port));
    assertTrue(appliance.view().datagramPorts().stream().allMatch(address -> address.getAddress().isLoopbackAddress()), () -> appliance.view().datagramPorts().toString());
    assertFalse(new AuditEntries(appliance, "diode.listening").list().isEmpty());
  }

  @Test
  @Order(2)
  void aTransferBecomesVerifiedPackages() {
    String session = send(PROJECT.medium("demo-1"));
    for (String command : List.of("medium:receive --transfer " + session, "medium:discard " + session)) {
      assertFalse(appliance.console(User.OLGA).run(command).succeeded(), command);
    }
    String shown = appliance.console(User.IVAN).run("medium:diode").orFail().out();
    assertTrue(shown.contains("medium:receive --transfer " + session.substring(0, 8)), shown);
    JsonObject report = appliance.console(User.IVAN).run("medium:receive --json --wait 60 --transfer " + session.substring(0, 8)).orFail().json();
    int released = new Media(PROJECT.medium("demo-1")).packages();
    assertTrue(released >= 3, "packages on the medium: " + released);
    assertEquals(released, report.objects("added").size());
    assertEquals(Collections.nCopies(released, "VERIFIED"), states());
    assertEquals(List.of(), transfers());
    JsonObject received = new AuditEntries(appliance, "medium.received").list().get(0);
    assertEquals("ivan", received.object("actor").string("user"));
    assertTrue(received.string("source").startsWith("diode:"));
  }

  @Test
  @Order(3)
  void aChangedByteIsRefusedByTheImport() {
    Media medium = new Media(PROJECT.medium("demo-2")).copy();
    new Forge(medium, new DevelopmentKeys(PROJECT)).release(ModelVariant.same(medium, "1.3.0"));
    Media.flipByte(medium.target("radiator-anomaly", "1.3.0", ".jar"));
    String session = send(medium.folder());
    assertEquals("SP-VAULT-0005", refused("medium:receive --transfer " + session));
    assertEquals(3, states().size());
    appliance.console(User.IVAN).run("medium:discard " + session).orFail();
    assertEquals(List.of(), transfers());
  }

  @Test
  @Order(4)
  void aDropFolderFillsUpWhileSomebodyWaits() throws IOException {
    Path medium = PROJECT.medium("demo-2");
    assertEquals("SP-MEDIUM-0030", refused("medium:receive " + medium));
    Path folder = Folders.copy(medium, drop.resolve("today"));
    Files.writeString(folder.resolve("diode.log"), "its own notes");
    Path jar = new Media(folder).target("radiator-anomaly", "1.1.0", ".jar");
    Path elsewhere = Files.move(jar, drop.resolve("incoming.part"));
    Result early = appliance.console(User.IVAN).run("medium:receive today");
    assertEquals("SP-MEDIUM-0031", early.code().orElseThrow());
    assertTrue(early.text().contains(jar.getFileName().toString()), early::text);
    CompletableFuture<Result> waiting = CompletableFuture.supplyAsync(() -> appliance.console(User.IVAN).run("medium:receive --wait 100 today"));
    Files.move(elsewhere, jar, StandardCopyOption.ATOMIC_MOVE);
    Result received = waiting.join().orFail();
    assertTrue(received.text().contains("VERIFIED  radiator-anomaly 1.1.0"), received::text);
    assertEquals(4, states().size());
    assertTrue(Files.exists(folder.resolve("diode.log")) && Files.exists(jar), "the drop folder is only read");
    assertEquals(List.of(), Folders.files(appliance.data().resolve("quarantine"), name -> name.endsWith(".jar")));
  }

  /** Sends with the vendor's tool until the appliance says that it is complete; the session. */
  private static String send(Path medium) {
    Path tool = PROJECT.jar("signed-repo/tool/target", "sallyport-signed-repo-tool-");
    int begun = new AuditEntries(appliance, "diode.completed").count();
    return Await.value("the transfer is complete", SETTLED, () -> {
      String out = Program.java(tool, "diode", "send", medium.toString(), "--to", "127.0.0.1:" + port, "--rate", "200", "--passes", "2").orFail().out();
      return new AuditEntries(appliance, "diode.completed").list().stream().skip(begun).findFirst().map(entry -> entry.string("object").substring("transfer/".length()))
          .filter(out::contains);
    });
  }

  private static List<JsonObject> transfers() {
    return appliance.console(User.IVAN).run("medium:diode --json").orFail().json().objects("transfers");
  }

  private static List<String> states() {
    return appliance.console(User.IVAN).run("package:list --json").orFail().jsonList().stream().map(pack -> pack.string("state")).toList();
  }

  /** Returns the code; the refusal of something received is recorded in Ivan's name. */
  private static String refused(String command) {
    AuditEntries entries = new AuditEntries(appliance, "medium.refused");
    int before = entries.count();
    Result result = appliance.console(User.IVAN).run(command);
    assertFalse(result.succeeded(), result::text);
    String code = result.code().orElseThrow(() -> new AssertionError("no code: " + result.text()));
    assertTrue(entries.newer(before, code).isPresent(), "not recorded: " + code);
    return code;
  }
}
