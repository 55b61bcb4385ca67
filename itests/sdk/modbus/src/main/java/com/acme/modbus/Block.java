package com.acme.modbus;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one request reads: neighbouring entries of one table of one unit.
 *
 * @param points in the order of their addresses, at least one
 */
record Block(int unitId, Table table, int start, int count, List<Point> points) {
  private record Source(int unitId, Table table) {}

  /**
   * Joins the points of one server to as few requests as there can be.
   *
   * @param most entries of a register request, 1 to 125; bits go up to what the protocol allows
   * @param gap unused entries that are read along rather than begin another request
   */
  static List<Block> plan(List<Point> points, int most, int gap) {
    Map<Source, List<Point>> sources = new LinkedHashMap<>();
    points.forEach(point -> sources.computeIfAbsent(new Source(point.unitId(), point.table()), s -> new ArrayList<>()).add(point));
    List<Block> blocks = new ArrayList<>();
    sources.forEach((source, there) -> {
      there.sort(Comparator.comparingInt(Point::address).thenComparingInt(Point::end));
      int limit = source.table().isBits() ? source.table().most() : Math.min(most, source.table().most());
      List<Point> open = new ArrayList<>();
      int end = 0;
      for (Point point : there) {
        int joined = Math.max(end, point.end());
        if (!open.isEmpty() && (point.address() - end > gap || joined - open.get(0).address() > limit)) {
          blocks.add(of(open));
          open = new ArrayList<>();
          joined = point.end();
        }
        open.add(point);
        end = joined;
      }
      blocks.add(of(open));
    });
    return List.copyOf(blocks);
  }

  private static Block of(List<Point> points) {
    Point first = points.get(0);
    int end = points.stream().mapToInt(Point::end).max().orElseThrow();
    return new Block(first.unitId(), first.table(), first.address(), end - first.address(), List.copyOf(points));
  }

  /** One block for each of its points. */
  List<Block> split() {
    return points.stream().map(point -> of(List.of(point))).toList();
  }

  /** Bytes that the data of a complete response has. */
  int bytes() {
    return table.isBits() ? (count + 7) / 8 : 2 * count;
  }

  /** Where a point begins in its response. */
  int index(Point point) {
    return point.address() - start;
  }
}
