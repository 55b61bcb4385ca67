package io.sallyport.inference.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.api.inference.ModelIdentity;
import io.sallyport.api.tensor.DataType;
import io.sallyport.api.tensor.Shape;
import io.sallyport.api.tensor.Tensor;
import io.sallyport.engine.onnx.internal.RadiatorFiles;
import io.sallyport.engine.onnx.internal.TestEngine;
import io.sallyport.inference.Drift;
import io.sallyport.inference.engine.LoadedModel;
import io.sallyport.inference.engine.ModelFile;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Drift of the committed models by their committed references, on the demo's replay of real rows. */
class RadiatorDriftTest {
  private static final int ROWS = 16;
  private static final int SIGNALS = 9;
  private static final int EPISODE = 11;
  private static List<String[]> replay;

  @BeforeAll
  static void read() throws Exception {
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(new GZIPInputStream(
        Files.newInputStream(RadiatorFiles.folder("src/main/replay").resolve("replay.csv.gz"))), StandardCharsets.US_ASCII))) {
      replay = lines.lines().skip(1).map(line -> line.split(",")).toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.0.0", "1.1.0"})
  void normalRowsDoNotDriftAndAShiftedSignalDoes(String version) {
    List<Drift> normal = windows(version, row -> row[EPISODE].equals("0"), 0);
    assertEquals(5, normal.size());
    assertTrue(normal.stream().allMatch(drift -> drift.drifting().isEmpty()), () -> worst(normal));
    List<Drift> faults = windows(version, row -> true, 0);
    assertTrue(faults.stream().allMatch(drift -> drift.drifting().isEmpty()), "short faults are no drift: " + worst(faults));
    List<Drift> shifted = windows(version, row -> row[EPISODE].equals("0"), 8);
    assertTrue(shifted.get(0).drifting().isPresent());
    List<String> over = shifted.get(0).features().stream().filter(Drift.Feature::over).map(Drift.Feature::name).toList();
    assertTrue(over.contains("V3"), over::toString);
    assertTrue(over.stream().noneMatch(List.of("V1", "V2", "V4", "V5", "V6", "V7", "V8", "V9")::contains), over::toString);
    System.out.println(version + ": normal " + worst(normal) + "; with faults " + worst(faults) + "; V3 + 8 " + worst(shifted) + ", over " + over);
  }

  private static String worst(List<Drift> windows) {
    return windows.stream().flatMap(drift -> drift.features().stream()).max(Comparator.comparing(Drift.Feature::excess))
        .map(feature -> String.format("%s PSI %.3f KS %.3f", feature.name(), feature.psi(), feature.ks())).orElse("");
  }

  /** The full windows of calls over those rows, V3 raised by so much. */
  private static List<Drift> windows(String version, Predicate<String[]> wanted, float raised) {
    List<String[]> rows = replay.stream().filter(wanted).toList();
    ModelDocument document = ModelDocument.parse(RadiatorFiles.read(version, "model.json"), "model.json");
    ReferenceDocument reference = ReferenceDocument.parse(RadiatorFiles.read(version, "reference.json"), document, "reference.json");
    DriftWatch watch = new DriftWatch(new ModelIdentity(document.name(), version, "00"), reference, InstantSource.system());
    List<Drift> windows = new ArrayList<>();
    try (LoadedModel model = TestEngine.get().load(new ModelFile(version, RadiatorFiles.read(version, "model.onnx"), document.sha256(), document.inputs(), document.outputs()))) {
      Tensor window = Tensor.allocate(DataType.FP32, Shape.of(1, ROWS, SIGNALS));
      for (int last = ROWS - 1; last < rows.size(); last++) {
        FloatBuffer values = window.floats();
        for (int row = last - ROWS + 1; row <= last; row++) {
          for (int signal = 0; signal < SIGNALS; signal++) {
            values.put(Float.parseFloat(rows.get(row)[1 + signal]) + (signal == 2 ? raised : 0));
          }
        }
        watch.seen(Optional.empty(), Map.of("window", window), model.run(Map.of("window", window)), last * 10_000_000L);
        if (watch.drift().windows() > windows.size()) {
          windows.add(watch.drift());
        }
      }
    }
    return windows;
  }
}
