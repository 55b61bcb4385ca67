package io.sallyport.itests.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.itests.appliance.Appliance;
import io.sallyport.itests.appliance.AuditEntries;
import io.sallyport.itests.appliance.Await;
import io.sallyport.itests.appliance.Closing;
import io.sallyport.itests.appliance.Generations;
import io.sallyport.itests.appliance.Http;
import io.sallyport.itests.appliance.Media;
import io.sallyport.itests.appliance.Project;
import io.sallyport.itests.appliance.RecordedServer;
import io.sallyport.itests.appliance.Result;
import io.sallyport.itests.appliance.Setup;
import io.sallyport.itests.appliance.User;
import io.sallyport.itests.appliance.forge.DevelopmentKeys;
import io.sallyport.itests.appliance.forge.Forge;
import io.sallyport.itests.appliance.forge.RemoteVariant;
import io.sallyport.itests.plant.FreePort;
import io.sallyport.trust.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A model behind a conduit on a built appliance: approved by name, refused without an address, proved, lost, kept out, back by itself. */
class RemoteModelIT {
  private static final Project PROJECT = Project.here();
  private static final Media MEDIUM = new Media(PROJECT.medium("demo-2")).copy();
  private static final JsonObject GOLDEN = RemoteVariant.golden(MEDIUM);
  private static final String TOKEN_USER = "token:edge-2";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static Appliance appliance;

  @BeforeAll
  static void boot() {
    new Forge(MEDIUM, new DevelopmentKeys(PROJECT)).release(RemoteVariant.of(MEDIUM));
    appliance = Appliance.commissioned(Setup.fresh(PROJECT).quick());
    appliance.start();
    appliance.console(User.ADA).run("medium:import " + MEDIUM.folder()).orFail();
  }

  @AfterAll
  static void end() {
    Closing.all(appliance);
  }

  @Test
  void fromApprovalToLossAndReturn() throws Exception {
    Generations generations = new Generations(appliance);
    int first = generations.plan(RemoteVariant.NAME);
    String shown = appliance.console(User.QUINN).run("generation:show " + first).orFail().text();
    assertTrue(shown.contains("out oip conduit edge-2, address by the site"), shown);
    generations.approve(first);
    Result unconfigured = generations.tryApply();
    assertEquals("SP-MODEL-0056", unconfigured.code().orElse("none: " + unconfigured.text()), unconfigured::text);

    int port = FreePort.next();
    try (RecordedServer server = new RecordedServer(port, GOLDEN, 0)) {
      AuditEntries configured = new AuditEntries(appliance, "conduit.configured");
      configure(port);
      Await.until("the conduit is configured", PATIENCE, () -> configured.count() == 1);
      generations.change(RemoteVariant.NAME);
      golden().orFail();
      JsonObject done = new AuditEntries(appliance, "inference.done").list().get(0);
      assertEquals("remote, conduit edge-2, http://127.0.0.1:" + port + ", radiator-anomaly 1.1.0", done.string("reason"));
      String info = appliance.console(User.ADA).run("model:info " + RemoteVariant.NAME).orFail().text();
      assertTrue(info.contains("Open Inference Protocol 2"), info);
    }
    Result lost = golden();
    assertEquals("SP-MODEL-0058", lost.code().orElse("none: " + lost.text()), lost::text);
    Await.until("its health says so", PATIENCE, () -> status().contains("SP-MODEL-0058"));

    try (RecordedServer other = new RecordedServer(port, GOLDEN, 0.5)) {
      Await.until("another model in its place is kept out", PATIENCE, () -> status().contains("SP-MODEL-0064"));
      assertEquals("SP-MODEL-0064", golden().code().orElse("none"));
    }
    appliance.restart();
    assertTrue(appliance.isRunning(), "an appliance starts without its neighbours");
    try (RecordedServer back = new RecordedServer(port, GOLDEN, 0)) {
      Await.until("it is back by itself", PATIENCE, () -> golden().succeeded());
      Await.until("and recorded", PATIENCE, () -> new AuditEntries(appliance, "model.restored").count() == 1);
      generations.change("radiator-anomaly/1.1.0");
      itsOwnServerInThatPlace();
    }
  }

  /** The appliance's own HTTP interface serves the model that it asks for. Client and server are both ours: self-interoperation. */
  private static void itsOwnServerInThatPlace() throws IOException {
    String token = appliance.console(User.ADA).run("identity:token-create --json --role operator edge-2").orFail().json().string("token");
    Path secrets = Files.createDirectories(appliance.data().resolve("site/conduits/edge-2/secrets"));
    Path secret = Files.createFile(secrets.resolve("token"), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(secret, token + "\n");
    configure(Http.of(appliance).port(), "token.secret = token");
    Await.until("it answers itself, as " + TOKEN_USER, PATIENCE,
        () -> golden().succeeded() && new AuditEntries(appliance, "inference.done").list().stream().anyMatch(entry -> entry.object("actor").toString().contains(TOKEN_USER)));
  }

  private static void configure(int port, String... more) throws IOException {
    Path etc = Files.createDirectories(appliance.data().resolve("site/etc"));
    Files.writeString(etc.resolve("io.sallyport.conduit-edge-2.cfg"), "name = edge-2\nurl = http://127.0.0.1:" + port + "\n" + String.join("\n", more) + "\n");
  }

  private static Result golden() {
    return appliance.console(User.ADA).run("infer:run --golden 3 " + RemoteVariant.NAME);
  }

  private static String status() {
    return appliance.console(User.ADA).run("appliance:status").text();
  }
}
