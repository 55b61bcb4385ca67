package io.sallyport.itests.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.itests.appliance.Appliance;
import io.sallyport.itests.appliance.AuditEntries;
import io.sallyport.itests.appliance.Await;
import io.sallyport.itests.appliance.Closing;
import io.sallyport.itests.appliance.Folders;
import io.sallyport.itests.appliance.Generations;
import io.sallyport.itests.appliance.LiveAppliance;
import io.sallyport.itests.appliance.Plant;
import io.sallyport.itests.appliance.PlantLink;
import io.sallyport.itests.appliance.Project;
import io.sallyport.itests.appliance.Setup;
import io.sallyport.itests.appliance.User;
import io.sallyport.itests.plant.FreePort;
import io.sallyport.trust.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes wrong between the appliance and a PLC: named on the console, and data flows again once it is mended. */
class OpcUaFaultIT {
  private static final Project PROJECT = Project.here();
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int ROWS_PER_SECOND = 50;
  private static final int PORT = FreePort.next();
  private static final Path DATA = Folders.temporary("plant").resolve("data");
  private static Plant plant;
  private static Appliance appliance;
  private static PlantLink link;

  /** The appliance starts before its plant, and both learn to trust each other. */
  @BeforeAll
  static void absentAtStartThenStrangersToEachOther() {
    appliance = LiveAppliance.withModel(PROJECT, Setup.fresh(PROJECT).quick());
    plant = Plant.start(PROJECT, DATA, PORT, ROWS_PER_SECOND);
    link = new PlantLink(appliance, plant);
    link.configure();
    plant.close();
    new Generations(appliance).change("opcua");
    link.awaitStatus("ABSENT", "SP-OPCUA-0002");
    startPlant();
    link.awaitStatus("UNTRUSTED", "SP-OPCUA-0003");
    link.trustServer(User.SAM);
    link.awaitStatus("REFUSED", "SP-OPCUA-0004");
    link.admitAppliance();
    link.awaitLive();
    assertTrue(signals().isEmpty(), "no data before the link was trusted");
  }

  @AfterAll
  static void end() {
    Closing.all(plant, appliance);
  }

  @BeforeEach
  void live() {
    link.awaitLive();
    plant.resume();
    awaitFlow();
  }

  @Test
  void restartedServer() {
    plant.close();
    link.awaitStatus("SP-OPCUA-0002");
    assertTrue(new AuditEntries(appliance, "opcua.lost").count() > 0, "the loss is recorded");
    startPlant();
    plant.resume();
    link.awaitLive();
    awaitFlow();
  }

  @Test
  void anotherServerInItsPlace() {
    plant.close();
    try (Plant stranger = Plant.start(PROJECT, Folders.temporary("stranger").resolve("data"), PORT, ROWS_PER_SECOND)) {
      stranger.resume();
      link.awaitStatus("UNTRUSTED", "SP-OPCUA-0003");
      long before = total();
      Await.until("the stranger sends rows", SOON, () -> stranger.sent() > ROWS_PER_SECOND);
      assertEquals(before, total(), "nothing is taken from a server that nobody trusted");
    }
    startPlant();
    plant.resume();
    link.awaitLive();
    awaitFlow();
  }

  @Test
  void wrongPassword() {
    link.password("not-the-one");
    plant.close();
    startPlant();
    link.awaitStatus("BAD_USER", "SP-OPCUA-0005");
    assertFalse(appliance.console(User.IVAN).run("opcua:status").out().contains("not-the-one"), "the password is never shown");
    link.password(plant.password());
    link.awaitLive();
    plant.resume();
    awaitFlow();
  }

  @Test
  void notANumberAndOutOfOrder() {
    long nan = sum("nan");
    long disorder = sum("out_of_order");
    plant.nan(20);
    Await.until("NaN samples are counted", SOON, () -> sum("nan") >= nan + 20);
    plant.disorder(20);
    Await.until("samples out of order are counted", SOON, () -> sum("out_of_order") > disorder);
    awaitFlow();
    assertTrue(appliance.console(User.ADA).run("generation:show --json").orFail().json().objects("packages").stream().allMatch(pack -> pack.bool("healthy")),
        "the capability leaves such samples out and stays healthy");
  }

  private static void startPlant() {
    plant = Plant.start(PROJECT, DATA, PORT, ROWS_PER_SECOND);
    link = new PlantLink(appliance, plant);
  }

  private static void awaitFlow() {
    long before = total();
    Await.until("samples arrive", SOON, () -> total() > before + ROWS_PER_SECOND);
  }

  private static long total() {
    return sum("total");
  }

  private static long sum(String field) {
    return signals().stream().mapToLong(signal -> signal.integer(field)).sum();
  }

  private static List<JsonObject> signals() {
    return appliance.console(User.OLGA).run("signal:list --json").orFail().json().objects("signals");
  }
}
