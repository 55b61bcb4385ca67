package io.sallyport.models.radiator;

import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes {@code reference.json} and {@code model-card.json} of the committed models again, without training. Run: {@code Describe DATA FOLDER}. */
public final class Describe {
  private Describe() {}

  public static void main(String[] args) throws IOException {
    ShuttleData data = ShuttleData.read(Path.of(args[0]));
    for (Design design : Design.ALL) {
      Path folder = Path.of(args[1], design.version());
      JsonObject metrics = Json.parseObject(Files.readAllBytes(folder.resolve("metrics.json")), "metrics.json");
      try (OnnxRun model = new OnnxRun(Files.readAllBytes(folder.resolve("model.onnx")))) {
        Files.writeString(folder.resolve("reference.json"), PackageFiles.compact(Reference.of(design, Windows.over(data.normal(Split.VALIDATION)), model)));
      }
      Files.writeString(folder.resolve("model-card.json"), Json.pretty(CardData.of(design, metrics)));
    }
  }
}
