package io.sallyport.itests.plant;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayFileTest {
  @TempDir Path directory;

  @Test
  void readsTheColumnsByNameAndKnowsTheStatlogClasses() throws Exception {
    Path own = Files.writeString(directory.resolve("own.csv"), "row,V1,V2,V3,V4,V5,V6,V7,V8,V9,label,episode\n17,1,2,3,4,5,6,7,8,NaN,1,3\n");
    Row row = ReplayFile.read(own).get(0);
    assertEquals(17, row.number());
    assertArrayEquals(new double[] {1, 2, 3, 4, 5, 6, 7, 8, Double.NaN}, row.values());
    assertEquals(1, row.label());
    assertEquals(3, row.episode());

    List<Row> sample = ReplayFile.sample();
    assertEquals(2000, sample.size());
    assertEquals(1, sample.get(0).label());
    assertEquals(0, sample.get(2).label());
    assertEquals(53, sample.get(2).values()[0]);
  }

  @Test
  void damagedInputIsRefusedWithItsLine() throws Exception {
    byte[] whole = ReplayFileTest.class.getResourceAsStream("shuttle-sample.csv.gz").readAllBytes();
    Path cut = Files.write(directory.resolve("cut.csv.gz"), Arrays.copyOf(whole, whole.length / 2));
    assertThrows(UncheckedIOException.class, () -> ReplayFile.read(cut));
    String header = "V1,V2,V3,V4,V5,V6,V7,V8,V9\n";
    for (String wrong : List.of("", header, "a,b\n1,2\n", header + "1,2,3\n", header + "1,2,3,4,5,6,7,8,nine\n")) {
      Path file = Files.writeString(directory.resolve("wrong.csv"), wrong);
      assertThrows(IllegalArgumentException.class, () -> ReplayFile.read(file), wrong);
    }
    Path file = Files.writeString(directory.resolve("wrong.csv"), header + "1,2,3,4,5,6,7,8,9\n1,2,3,4,5,6,7,8,nine\n");
    assertTrue(assertThrows(IllegalArgumentException.class, () -> ReplayFile.read(file)).getMessage().contains("line 3"));
  }
}
