package io.sallyport.itests.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.itests.appliance.Appliance;
import io.sallyport.itests.appliance.Await;
import io.sallyport.itests.appliance.Closing;
import io.sallyport.itests.appliance.Generations;
import io.sallyport.itests.appliance.Project;
import io.sallyport.itests.appliance.Setup;
import io.sallyport.itests.appliance.User;
import io.sallyport.trust.AtomicFiles;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Partners' projects, from their sources to one appliance that runs all of them, signed by a partner to whom the vendor has delegated their names. */
class PartnersIT {
  private static final Project PROJECT = Project.here();
  private static final PartnerBuild BUILD = PartnerBuild.with(PROJECT);
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int GOLDEN_VECTORS = 5;

  private static Appliance appliance;

  @BeforeAll
  static void buildAndRun() {
    projects().forEach(name -> BUILD.verify(name).orFail());
    Path medium = PartnerMedium.of(PROJECT, projects().stream().map(BUILD::packageOf).toList());
    appliance = Appliance.commissioned(Setup.fresh(PROJECT).quick());
    appliance.start();
    appliance.console(User.ADA).run("medium:import " + medium).orFail();
    new Generations(appliance).change("acme-modbus", "acme-limits", "acme-energy-day-ahead");
  }

  @AfterAll
  static void end() {
    Closing.all(appliance);
  }

  static List<String> projects() {
    return PartnerBuild.projects(PROJECT);
  }

  @ParameterizedTest
  @MethodSource("projects")
  void isBuiltWithTheSdkAloneAndKeepsEveryRule(String name) throws IOException {
    JsonObject report = Json.parseObject(Files.readAllBytes(BUILD.packageOf(name).resolve("tck-report.json")), name).object("signed");
    assertEquals(0, report.integer("failed"));
    assertTrue(report.integer("passed") >= 15, name);
  }

  @Test
  void aDeviceIsReadAndAValueBeyondItsLimitBecomesAnInsightAndAWorkOrder() {
    try (ModbusPeer device = ModbusPeer.start(BUILD.folder("modbus"))) {
      configure("com.acme.limits.rule-pump-pressure.cfg", "asset = pump-1", "signals = pressure, pressure.b", "unit = bar", "high = 8.0", "high.high = 12.0");
      configure("com.acme.modbus.cfg", "servers = plc=127.0.0.1:" + device.port(), "poll.interval.ms = 100",
          "points = table=holding address=0 type=int16 asset=pump-1 signal=level unit=mm, table=holding address=6 type=float32 asset=pump-1 signal=pressure unit=bar,"
              + " table=coil address=0 asset=pump-1 signal=running");
      Await.until("each signal has samples", SOON, () -> signals().stream().filter(signal -> signal.integer("total") > 10).count() == 3);
      assertEquals(List.of("level", "pressure", "running"), signals().stream().map(signal -> signal.string("name")).sorted().toList());
      Await.until("the pressure of 12.5 bar is an insight", SOON, () -> insights("pump-1/pressure is above 12.00 bar").equals(List.of("HIGH")));
      List<JsonObject> orders = Await.value("a work order", SOON, () -> Optional.of(appliance.console(User.OLGA).run("workorder:list --json").orFail().jsonList()).filter(list -> !list.isEmpty()));
      assertEquals(1, orders.size(), orders::toString);
    }
  }

  /** Needs no device: a signal that never comes. */
  @Test
  void aSilentSignalBecomesAnInsight() {
    configure("com.acme.limits.rule-heartbeat.cfg", "asset = plc-9", "signals = heartbeat", "silent.after.s = 1", "severity = MEDIUM");
    Await.until("plc-9 is silent", SOON, () -> insights("plc-9/heartbeat is silent for more than 1.000 s").equals(List.of("MEDIUM")));
  }

  @Test
  void theModelAnswersAsScikitLearnDid() {
    for (int vector = 0; vector < GOLDEN_VECTORS; vector++) {
      assertTrue(appliance.console(User.OLGA).run("infer:run --json --golden " + vector + " acme-energy-day-ahead").orFail().json().bool("passed"));
    }
  }

  /** Severities of the insights with that title. */
  private static List<String> insights(String title) {
    return appliance.console(User.OLGA).run("insight:list --json").orFail().jsonList().stream().filter(insight -> insight.string("title").equals(title))
        .map(insight -> insight.string("severity")).toList();
  }

  private static List<JsonObject> signals() {
    return appliance.console(User.OLGA).run("signal:list --json").orFail().json().objects("signals");
  }

  private static void configure(String file, String... lines) {
    AtomicFiles.write(appliance.data().resolve("site/etc").resolve(file), (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
