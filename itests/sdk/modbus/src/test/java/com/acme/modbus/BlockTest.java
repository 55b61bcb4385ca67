package com.acme.modbus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BlockTest {
  @Test
  void neighboursShareARequest() {
    assertEquals(List.of("1 HOLDING 10+4"), plan(125, 0, "address=12 type=float32", "address=10 type=int32"));
  }

  @Test
  void aGapBeginsAnotherUnlessItIsReadAlong() {
    String[] points = {"address=10", "address=14"};
    assertEquals(List.of("1 HOLDING 10+1", "1 HOLDING 14+1"), plan(125, 2, points));
    assertEquals(List.of("1 HOLDING 10+5"), plan(125, 3, points));
  }

  @Test
  void unitsAndTablesAreAskedSeparately() {
    assertEquals(List.of("1 HOLDING 0+1", "1 INPUT 0+1", "2 HOLDING 0+1", "1 COIL 0+1"),
        plan(125, 0, "address=0", "address=0 table=input", "address=0 unit-id=2", "address=0 table=coil"));
  }

  @Test
  void noRequestIsLongerThanAllowed() {
    String[] points = IntStream.range(0, 130).mapToObj(i -> "address=" + i).toArray(String[]::new);
    assertEquals(List.of("1 HOLDING 0+125", "1 HOLDING 125+5"), plan(125, 0, points));
    assertEquals(List.of("1 HOLDING 0+100", "1 HOLDING 100+30"), plan(100, 0, points));
  }

  @Test
  void aNumberIsNeverCut() {
    assertEquals(List.of("1 HOLDING 0+2", "1 HOLDING 2+4"), plan(5, 0, "address=0 type=int32", "address=2 type=float64"));
    assertEquals(List.of("1 HOLDING 0+4"), plan(1, 0, "address=0 type=float64"));
  }

  @Test
  void overlappingPointsShareARequest() {
    assertEquals(List.of("1 HOLDING 0+4"), plan(125, 0, "address=0 type=float64", "address=1", "address=3"));
    assertEquals(List.of("1 HOLDING 0+5"), plan(125, 0, "address=0 type=float64", "address=1", "address=4"));
  }

  @Test
  void splitAsksForEachAlone() {
    Block block = Block.plan(points("address=0", "address=1 type=float32"), 125, 0).get(0);
    assertEquals(List.of("1 HOLDING 0+1", "1 HOLDING 1+2"), block.split().stream().map(BlockTest::text).toList());
  }

  private static List<String> plan(int most, int gap, String... points) {
    return Block.plan(points(points), most, gap).stream().map(BlockTest::text).toList();
  }

  private static List<Point> points(String... points) {
    return Stream.of(points).map(point -> Point.parse((point.contains("table=") ? "" : "table=holding ") + point + " asset=a signal=s", "plc")).toList();
  }

  private static String text(Block block) {
    return block.unitId() + " " + block.table() + " " + block.start() + "+" + block.count();
  }
}
