package io.sallyport.itests.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.itests.appliance.Appliance;
import io.sallyport.itests.appliance.Await;
import io.sallyport.itests.appliance.Generations;
import io.sallyport.itests.appliance.Project;
import io.sallyport.itests.appliance.Result;
import io.sallyport.itests.appliance.Setup;
import io.sallyport.itests.appliance.User;
import io.sallyport.trust.AtomicFiles;
import io.sallyport.trust.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Partners' projects, from their sources to an appliance. */
class PartnersIT {
  private static final Project PROJECT = Project.here();
  private static final PartnerBuild BUILD = PartnerBuild.with(PROJECT);
  private static final Map<String, Result> BUILT = new LinkedHashMap<>();
  private static final Duration SOON = Duration.ofSeconds(60);

  @BeforeAll
  static void build() {
    projects().forEach(name -> BUILT.put(name, BUILD.verify(name)));
  }

  static List<String> projects() {
    return PartnerBuild.projects(PROJECT);
  }

  @ParameterizedTest
  @MethodSource("projects")
  void buildsWithTheSdkAlone(String name) {
    BUILT.get(name).orFail();
    assertTrue(Files.exists(BUILD.packageOf(name).resolve("package.json")), name);
  }

  @Test
  void theModbusConnectorReadsADevice() {
    BUILT.get("modbus").orFail();
    Path medium = PartnerMedium.of(PROJECT, List.of(BUILD.packageOf("modbus")));
    try (ModbusPeer device = ModbusPeer.start(BUILD.folder("modbus")); Appliance appliance = Appliance.commissioned(Setup.fresh(PROJECT).quickBoot())) {
      configure(appliance, "com.acme.modbus.cfg", "servers = plc=127.0.0.1:" + device.port(), "poll.interval.ms = 100",
          "points = table=holding address=0 type=int16 asset=pump-1 signal=level unit=mm, table=holding address=6 type=float32 asset=pump-1 signal=pressure unit=bar,"
              + " table=coil address=0 asset=pump-1 signal=running");
      appliance.start();
      appliance.console(User.ADA).run("medium:import " + medium).orFail();
      new Generations(appliance).change("acme-modbus");
      Await.until("each signal has samples", SOON, () -> signals(appliance).stream().filter(signal -> signal.integer("total") > 10).count() == 3);
      assertEquals(List.of("level", "pressure", "running"), signals(appliance).stream().map(signal -> signal.string("name")).sorted().toList());
    }
  }

  private static List<JsonObject> signals(Appliance appliance) {
    return appliance.console(User.OLGA).run("signal:list --json").orFail().json().objects("signals");
  }

  private static void configure(Appliance appliance, String file, String... lines) {
    AtomicFiles.write(appliance.data().resolve("site/etc").resolve(file), (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
