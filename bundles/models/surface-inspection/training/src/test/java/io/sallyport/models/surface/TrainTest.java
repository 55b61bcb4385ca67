package io.sallyport.models.surface;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What cannot be trained with is said in one line, before anything is done. */
class TrainTest {
  @TempDir Path folder;

  @Test
  void folders() throws IOException {
    assertTrue(refused(folder.resolve("none"), "plates").contains("none is no folder that can be read"));
    assertTrue(refused(Files.createDirectory(folder.resolve("empty")), "plates").contains("too few defect-free pictures"));
  }

  @Test
  void picturesThatAreNone() throws IOException {
    Path text = Files.createDirectory(folder.resolve("text"));
    Files.writeString(text.resolve("plate.png"), "no picture");
    assertTrue(refused(text, "plates").contains("plate.png is not a PNG or JPEG"));
    Path cut = Files.createDirectory(folder.resolve("cut"));
    byte[] whole = Files.readAllBytes(Path.of("../src/main/data/brick/brick.png"));
    Files.write(cut.resolve("plate.png"), Arrays.copyOf(whole, whole.length / 2));
    assertTrue(refused(cut, "plates").contains("plate.png is damaged or cannot be read"));
  }

  @Test
  void namesThatNoPackageCanHave() {
    assertTrue(refused(Path.of("../src/main/data/brick"), "Plates of A").contains("a package cannot be Plates of A 1.0.0"));
  }

  private String refused(Path pictures, String name) {
    CommandLine line = Train.line();
    StringWriter err = new StringWriter();
    line.setErr(new PrintWriter(err, true));
    assertEquals(1, line.execute(pictures.toString(), folder.resolve("out").toString(), "--name", name, "--publisher", "Plant 7"));
    assertEquals(1, err.toString().lines().count(), err::toString);
    assertFalse(Files.exists(folder.resolve("out")));
    return err.toString();
  }
}
