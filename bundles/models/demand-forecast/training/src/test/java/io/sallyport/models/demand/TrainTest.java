package io.sallyport.models.demand;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A site's own load, from its file to a package that can be signed. */
class TrainTest {
  @TempDir Path folder;

  /** A small plant, kW, with a level that wanders: better than last week's value, and the card says of what and by how much. */
  @Test
  void aSeriesOfTheSiteBecomesAPackage() throws IOException {
    Path out = folder.resolve("out");
    assertEquals(0, Train.line().execute(plant(16).toString(), out.toString(), "--name", "press-hall-load", "--publisher", "Plant 7", "--unit", "kW", "--of", "load of the press hall", "--limit", "Not for the night shift."));
    JsonObject metrics = Json.parseObject(Files.readAllBytes(out.resolve("metrics.json")), "metrics");
    assertTrue(metrics.number("mape") < 0.8 * metrics.number("mapeWeekBefore"), metrics::toString);
    assertTrue(metrics.number("coverage80") > 0.7 && metrics.number("coverage80") < metrics.number("coverage95") && metrics.number("coverage95") > 0.9, metrics::toString);
    JsonObject model = Json.parseObject(Files.readAllBytes(out.resolve("model.json")), "model");
    assertEquals("press-hall-load", model.string("name"));
    String card = Files.readString(out.resolve("model-card.md"));
    assertTrue(card.startsWith("# press-hall-load 1.0.0\n\nForecasts half-hourly load of the press hall one day ahead"), card);
    assertTrue(card.contains("weeks 1 to 12 train, weeks 10 to 12 validate") && card.contains("| week | 13 | 14 | 15 | 16 |") && card.contains("- Not for the night shift.\n"), card);
    assertFalse(card.contains("MW") || card.contains("Taylor"), card);
    JsonObject descriptor = Json.parseObject(Files.readAllBytes(out.resolve("package/package.json")), "descriptor");
    assertEquals("press-hall-load", descriptor.string("name"));
    assertEquals(4, descriptor.objects("parts").size());
    for (JsonObject part : descriptor.objects("parts")) {
      assertTrue(Files.exists(out.resolve("package").resolve(part.string("path"))), part::toString);
    }
  }

  @Test
  void whatCannotBeUsedIsSaidInOneLineBeforeAnythingIsDone() throws IOException {
    assertTrue(refused(plant(3), "n").contains("holds 3 whole weeks; 12 are needed"));
    assertTrue(refused(plant(16), "Press Hall").contains("a package cannot be Press Hall 1.0.0"));
    assertTrue(refused(folder.resolve("none.csv"), "n").contains("none.csv cannot be read"));
  }

  private String refused(Path series, String name) {
    CommandLine line = Train.line();
    StringWriter err = new StringWriter();
    line.setErr(new PrintWriter(err, true));
    assertEquals(1, line.execute(series.toString(), folder.resolve("out").toString(), "--name", name, "--publisher", "p", "--unit", "kW"));
    assertEquals(1, err.toString().lines().count(), err::toString);
    assertFalse(Files.exists(folder.resolve("out")));
    return err.toString();
  }

  private Path plant(int weeks) throws IOException {
    Random random = new Random(5);
    List<String> lines = new ArrayList<>(List.of("time,kW"));
    double level = 1;
    for (int i = 0; i < weeks * Series.WEEK; i++) {
      level += 0.05 * (1 - level) / Series.DAY + 0.01 * random.nextGaussian();
      double shift = i / Series.DAY % 7 < 5 ? 1 : 0.3;
      double hours = 1 + 0.5 * Math.sin(2 * Math.PI * (i % Series.DAY - 16) / Series.DAY);
      lines.add(LocalDateTime.of(2026, 1, 5, 0, 0).plusMinutes(30L * i) + "," + Math.max(1, level * (20 + 60 * shift * hours) + random.nextGaussian()));
    }
    return Files.write(folder.resolve("load.csv"), lines);
  }
}
