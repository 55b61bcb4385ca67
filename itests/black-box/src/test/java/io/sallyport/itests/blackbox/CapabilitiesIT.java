package io.sallyport.itests.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.itests.appliance.Appliance;
import io.sallyport.itests.appliance.AuditEntries;
import io.sallyport.itests.appliance.Await;
import io.sallyport.itests.appliance.Camera;
import io.sallyport.itests.appliance.Closing;
import io.sallyport.itests.appliance.Console;
import io.sallyport.itests.appliance.Folders;
import io.sallyport.itests.appliance.Generations;
import io.sallyport.itests.appliance.Http;
import io.sallyport.itests.appliance.LiveAppliance;
import io.sallyport.itests.appliance.LoadHistory;
import io.sallyport.itests.appliance.Plant;
import io.sallyport.itests.appliance.PlantLink;
import io.sallyport.itests.appliance.Project;
import io.sallyport.itests.appliance.PseudoTerminal;
import io.sallyport.itests.appliance.Result;
import io.sallyport.itests.appliance.Setup;
import io.sallyport.itests.appliance.User;
import io.sallyport.itests.plant.FreePort;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The capabilities beyond the demo's, on one appliance that is joined to a plant, each as a site would use it: a medium, a configuration, a generation. */
class CapabilitiesIT {
  private static final Project PROJECT = Project.here();
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int ROWS_PER_SECOND = 200;
  private static final String LIMIT = "asset = radiator-1\nsignal = V1\n";
  private static Plant plant;
  private static PlantLink link;
  private static Appliance appliance;
  private static Camera camera;
  private static Instant historyUntil;

  @BeforeAll
  static void oneGenerationWithAllOfThem() throws IOException {
    appliance = LiveAppliance.imported(PROJECT, Setup.fresh(PROJECT).quick(), "capabilities");
    configure("io.sallyport.capability.anomalydetection.watch-radiator", "asset = radiator-1", "signals = V1,V2,V3,V4,V5,V6,V7,V8,V9", "warmup.samples = 100",
        "window.samples = 300", "forest.rows = 200", "raise.samples = 2");
    configure("io.sallyport.capability.loadforecasting", "limit = 20000", "lateness.s = 0"); // or the newest slot would be waited for when the tests begin with a half-hour
    historyUntil = new LoadHistory(PROJECT).write(appliance.data(), Instant.now());
    plant = Plant.start(PROJECT, Folders.temporary("plant").resolve("data"), FreePort.next(), ROWS_PER_SECOND);
    link = new PlantLink(appliance, plant);
    link.configure();
    camera = new Camera(appliance, "brick");
    camera.configure();
    configure("io.sallyport.inference.drift.limit-brick", "model = surface-inspection-brick", "feature = brightness", "asset = brick", "ks.limit = 0.9");
    configure("io.sallyport.inference.drift.limit-wrong", "model = surface-inspection-brick", "ks.limit = 2");
    new Generations(appliance).change("opcua", "anomaly-detection", "load-forecasting", "demand-forecast", "asset-monitoring", "vision-qc", "surface-inspection-brick");
    link.trustServer(User.SAM);
    link.admitAppliance();
    link.awaitLive();
    plant.resume();
  }

  @AfterAll
  static void end() {
    Closing.all(plant, appliance);
  }

  /** Learns from the plant, trains a forest, and tells the plant's faults. */
  @Test
  void anomaliesAreLearntAndTold() {
    JsonObject trained = Await.value("a forest is trained", SOON, () -> new AuditEntries(appliance, "anomaly.trained").list().stream().findFirst());
    assertTrue(trained.toString().contains("\"rows\":\"200\""), trained::toString);
    JsonObject told = Await.value("an insight about the plant's faults", SOON, () -> insights("radiator-1").stream().findFirst());
    assertTrue(told.string("title").startsWith("radiator-1 is not normal: "), told::toString);
    assertEquals("anomaly-detection", told.string("capability"));
  }

  /** Goes on with the history that is there: a forecast by the model of the generation, as signals, as a report, and held against a limit. */
  @Test
  void aLoadIsForecast() throws IOException {
    JsonObject told = Await.value("an insight about the limit", SOON, () -> insights("grid").stream().findFirst());
    assertTrue(told.string("title").startsWith("grid/demand is expected above 20000 MW from "), told::toString);
    assertTrue(told.toString().contains("demand-forecast"), told::toString);
    List<JsonObject> ahead = appliance.console(User.OLGA).run("signal:list --json --asset grid").orFail().json().objects("signals").stream().filter(signal -> signal.has("ahead")).toList();
    assertEquals(List.of("demand.forecast", "demand.forecast.lower80", "demand.forecast.lower95", "demand.forecast.upper80", "demand.forecast.upper95"),
        ahead.stream().map(signal -> signal.string("name")).toList());
    assertTrue(ahead.stream().allMatch(signal -> signal.integer("out_of_order") == 0), ahead::toString);
    Path report = appliance.data().resolve("site/packages/load-forecasting/grid_demand-01f21700.json");
    JsonObject forecast = Json.parseObject(Files.readAllBytes(report), "report");
    assertEquals(48, forecast.objects("values").size());
    assertTrue(!Instant.parse(forecast.string("historyUntil")).isBefore(historyUntil), forecast::toString);
    assertTrue(forecast.objects("values").stream().allMatch(value -> value.number("forecast") > 15_000 && value.number("forecast") < 50_000), forecast::toString);
    assertTrue(new AuditEntries(appliance, "inference.done").list().stream().anyMatch(entry -> entry.toString().contains("demand-forecast")), "the call is recorded");
  }

  /** At the console's own client: a key that ends a command reaches it, and what was measured until then is shown. */
  @Test
  void ctrlCEndsABenchmark() {
    Assumptions.assumeTrue(PseudoTerminal.available());
    long began = System.nanoTime();
    Result result = appliance.conversing(List.of(new PseudoTerminal.Turn(": ", appliance.password(User.ADA) + "\n"), new PseudoTerminal.Turn("sallyport> ", "infer:bench --control --seconds 600 --threads 1 --rate 20 demand-forecast\r"),
        new PseudoTerminal.Turn("without a change", "\u0003"), new PseudoTerminal.Turn("sallyport> ", "logout\r")), "console", "-u", User.ADA.account());
    assertTrue(result.out().contains("control, interrupted") && result.out().contains("Time of a call"), result::out);
    assertTrue(System.nanoTime() - began < SOON.toNanos(), "long before its time");
  }

  @Test
  void whatIsNoModelHasNoCandidateAndAPlanSaysWhichOneItReplaces() {
    Console ada = appliance.console(User.ADA);
    Result shadow = ada.run("model:shadow opcua 1.0.0");
    assertTrue(shadow.text().contains("SP-PLAN-0042: opcua is a connector, not a model"), shadow::text);
    int first = new Generations(appliance).planTraffic("generation:plan --remove demand-forecast");
    Result second = ada.run("generation:plan --remove demand-forecast").orFail();
    assertTrue(second.out().contains("Replaces the plan of generation " + first + ", which is given up: nobody had signed it here"), second::out);
    ada.run("generation:abandon").orFail();
  }

  @Test
  void aPackageWithABadFileIsDegradedAndSaysWhichKey() throws IOException {
    Path file = appliance.data().resolve("site/etc/io.sallyport.capability.assetmonitoring.signal-v2.cfg");
    configure("io.sallyport.capability.assetmonitoring.signal-v2", "asset = radiator-1", "signal = V2", "hihg = 3");
    try {
      JsonObject monitoring = Await.value("the package is degraded", SOON, () -> monitoring().filter(pack -> pack.string("detail").contains(file + ": hihg is not known")));
      assertTrue(monitoring.bool("healthy") && monitoring.bool("degraded"), monitoring::toString);
    } finally {
      Files.delete(file);
    }
    Await.until("it is as before", SOON, () -> monitoring().filter(pack -> pack.string("detail").contains("hihg")).isEmpty());
  }

  private static Optional<JsonObject> monitoring() {
    return appliance.console(User.OLGA).run("generation:show --json").orFail().json().objects("packages").stream().filter(pack -> pack.string("name").equals("asset-monitoring")).findFirst();
  }

  /** What the plant's signal does beyond a limit is an alarm, in the states of ISA-18.2, and every answer to it is recorded. */
  @Test
  void aLimitIsCrossedAnsweredAndKeptAgain() {
    link.write("site/etc/io.sallyport.capability.assetmonitoring.signal-v1.cfg", LIMIT + "high = -1000\n");
    JsonObject raised = awaitAlarm("UNACK");
    String number = raised.string("number");
    assertEquals("radiator-1/V1/H", raised.string("condition"));
    assertFalse(appliance.console(User.AUD).run("alarm:acknowledge " + number).succeeded(), "an auditor answers no alarm");
    Console olga = appliance.console(User.OLGA);
    assertEquals("SP-ALARM-0003", olga.run("alarm:shelve --minutes 10 --reason ' ' " + number).code().orElse("none"));
    Http scada = Http.of(appliance).with(appliance, "scada", "operator");
    String revision = Json.parseObject(scada.get("/api/alarms/" + number).body().getBytes(StandardCharsets.UTF_8), "alarm").string("revision");
    assertEquals(409, scada.text(scada.request("/api/alarms/" + number + "/acknowledge").header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString("{\"seen\":\"" + revision.replace("UNACK", "RTNUN") + "\"}"))).statusCode(), "not what is seen now");
    assertEquals(List.of("ACKED", "SHLVD", "UNACK", "ACKED"), olga.run("alarm:acknowledge --json N; alarm:shelve --json --minutes 10 --reason 'the sensor is being changed' N; alarm:unshelve --json N; alarm:acknowledge --json N"
        .replace("N", number)).orFail().lines().stream().map(answer -> answer.json().string("state")).toList());
    link.write("site/etc/io.sallyport.capability.assetmonitoring.signal-v1.cfg", LIMIT + "high = 1000000\n");
    awaitAlarm("NORM");
    List<Result> answers = olga.run("alarm:history --json " + number + "; alarm:status --json").orFail().lines();
    assertEquals(List.of("clear", "acknowledge", "unshelve", "shelve", "acknowledge", "raise"), answers.get(0).jsonList().stream().map(event -> event.string("action")).toList());
    assertEquals(2, answers.get(1).json().integer("last_ten_minutes"));
    Await.until("the asset's health is a signal", SOON,
        () -> olga.run("signal:list --json").orFail().json().objects("signals").stream().anyMatch(signal -> signal.string("name").equals("health")));
    List<JsonObject> recorded = new AuditEntries(appliance, "alarm.changed").list();
    assertEquals(List.of("raise asset-monitoring", "acknowledge olga", "shelve olga", "unshelve olga", "acknowledge olga", "clear asset-monitoring"),
        recorded.stream().map(entry -> entry.string("action") + " " + entry.object("actor").optionalString("user").orElseGet(() -> entry.object("actor").string("system"))).toList());
    assertEquals("the sensor is being changed", recorded.get(2).string("reason"));
  }

  private static JsonObject awaitAlarm(String state) {
    return Await.value("an alarm that is " + state, SOON, () -> appliance.console(User.OLGA).run("alarm:list --json --state " + state).orFail().jsonList().stream().findFirst());
  }

  /** A part with a scratch is rejected, with the exact model and a picture that shows where; one without is not, and what is no picture is refused. */
  @Test
  void aScratchIsFoundAndShown() throws IOException {
    Path pictures = PROJECT.built("bundles/models/surface-inspection/src/main/pictures");
    camera.take(pictures.resolve("normal.png"), "part-1.png");
    camera.take(pictures.resolve("scratch.png"), "part-2.png");
    camera.take(PROJECT.built("README.md"), "part-3.png");
    List<JsonObject> rejects = insights("brick");
    assertEquals(1, rejects.size(), rejects::toString);
    assertTrue(rejects.get(0).string("title").startsWith("brick rejected part-2.png: "), rejects::toString);
    assertEquals("surface-inspection-brick", rejects.get(0).object("evidence").object("model").string("name"));
    BufferedImage overlay = ImageIO.read(camera.overlay(rejects.get(0)).toFile());
    assertEquals(128, overlay.getWidth());
    assertTrue(IntStream.range(0, 128 * 128).map(i -> overlay.getRGB(i % 128, i / 128)).anyMatch(rgb -> (rgb >> 16 & 0xff) > (rgb & 0xff) + 40), "red where the scratch is");
    assertTrue(Files.readString(camera.folder().resolve("refused/part-3.png.reason.txt")).startsWith("SP-VISION-0003"));
    assertTrue(new AuditEntries(appliance, "vision-qc.refused").list().stream().anyMatch(entry -> entry.toString().contains("part-3.png")));
    aPostedPictureIsJudgedAlike(pictures.resolve("scratch.png"));
    theSitesLimitsOfDriftAreTakenOrRefused();
  }

  private static void theSitesLimitsOfDriftAreTakenOrRefused() {
    JsonObject drift = appliance.console(User.OLGA).run("model:drift --json surface-inspection-brick").orFail().jsonList().get(0);
    assertEquals(List.of("brick"), drift.objects("assets").stream().map(asset -> asset.string("asset")).toList(), "the station's calls name its asset");
    assertEquals(List.of(false, true), drift.objects("site_limits").stream().map(limit -> limit.has("refused")).toList(), drift::toString);
    assertTrue(drift.objects("site_limits").get(1).string("refused").startsWith("SP-MODEL-0077"), drift::toString);
    assertEquals(Optional.of("SP-MODEL-0080"), appliance.console(User.OLGA).run("model:drift --asset nobody surface-inspection-brick").code());
    assertEquals(Optional.of("SP-INFER-0007"), appliance.console(User.OLGA).run("model:drift nobody").code());
    assertEquals(Optional.of("SP-INFER-0007"), appliance.console(User.OLGA).run("model:compare nobody").code());
    assertEquals(Optional.of("SP-INFER-0011"), appliance.console(User.OLGA).run("model:compare surface-inspection-brick").code());
    assertEquals(Optional.of("SP-INFER-0012"), appliance.console(User.OLGA).run("model:drift demand-forecast").code());
    List<String> recorded = new AuditEntries(appliance, "model.drift-limits").list().stream().map(JsonObject::toString).toList();
    assertTrue(recorded.stream().anyMatch(entry -> entry.contains("SP-MODEL-0077")) && recorded.stream().anyMatch(entry -> entry.contains("KS 0.9")), recorded::toString);
  }

  private static void aPostedPictureIsJudgedAlike(Path scratch) throws IOException {
    Http line = Http.of(appliance).with(appliance, "line-1", "operator");
    assertEquals("{\"stations\":[\"brick\"]}", line.get("/api/inspect").body());
    HttpResponse<String> posted = line.text(picture(line, "/api/inspect/brick?item=part-4").POST(HttpRequest.BodyPublishers.ofFile(scratch)));
    assertEquals(200, posted.statusCode(), posted::body);
    JsonObject verdict = Json.parseObject(posted.body().getBytes(StandardCharsets.UTF_8), "the verdict");
    assertEquals("rejected", verdict.string("verdict"));
    assertEquals(insights("brick").get(0).object("evidence").object("model").string("digest"), verdict.object("model").string("digest"));
    HttpResponse<byte[]> overlay = line.bytes(line.request(verdict.string("overlay")));
    assertEquals(128, ImageIO.read(new ByteArrayInputStream(overlay.body())).getWidth());
    HttpResponse<String> text = line.text(picture(line, "/api/inspect/brick?item=part-5").POST(HttpRequest.BodyPublishers.ofString("no picture")));
    assertEquals(422, text.statusCode(), text::body);
    assertTrue(text.body().contains("SP-VISION-0003"), text::body);
    assertEquals(401, Http.of(appliance).get("/api/inspect").statusCode());
  }

  private static HttpRequest.Builder picture(Http line, String path) {
    return line.request(path).header("Content-Type", "image/png");
  }

  private static List<JsonObject> insights(String asset) {
    return appliance.console(User.OLGA).run("insight:list --json --max 1000").jsonList().stream().filter(insight -> insight.string("asset").equals(asset)).toList();
  }

  /** As a site does: a file below {@code site/etc}. */
  private static void configure(String pid, String... lines) throws IOException {
    Path folder = Files.createDirectories(appliance.data().resolve("site/etc"));
    Files.write(folder.resolve(pid + ".cfg"), Stream.of(lines).toList());
  }
}
