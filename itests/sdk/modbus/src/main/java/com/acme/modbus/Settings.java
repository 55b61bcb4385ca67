package com.acme.modbus;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Checked configuration.
 *
 * @param servers by name; none: there is nothing to do
 */
record Settings(Map<String, Server> servers, List<Point> points, Duration poll, Duration timeout, Duration reconnectMax, int blockMax, int blockGap) {
  /** A configuration, or all that is wrong with it. */
  record Result(Settings settings, List<String> problems) {
    boolean isUsable() {
      return problems.isEmpty();
    }
  }

  static Result of(ModbusConfig config) {
    List<String> problems = new ArrayList<>();
    Map<String, Server> servers = new LinkedHashMap<>();
    List<Server> named = each(config.servers(), Server::parse, problems);
    boolean allServersKnown = problems.isEmpty();
    for (Server server : named) {
      if (servers.putIfAbsent(server.name(), server) != null) {
        problems.add("servers: '" + server.name() + "' is named twice");
      }
    }
    String only = servers.size() == 1 ? servers.keySet().iterator().next() : "";
    List<Point> points = each(config.points(), entry -> Point.parse(entry, only), problems);
    Set<Object> seen = new HashSet<>();
    for (Point point : points) {
      if (allServersKnown && !servers.containsKey(point.server())) {
        problems.add("points: the server '" + point.server() + "' of " + point.signal() + " is not among servers");
      }
      if (!seen.add(List.of(point.signal().asset(), point.signal().name()))) {
        problems.add("points: the signal " + point.signal() + " is named twice");
      }
    }
    for (String server : servers.keySet()) {
      if (problems.isEmpty() && points.stream().noneMatch(point -> point.server().equals(server))) {
        problems.add("points: nothing is to be read from the server '" + server + "'");
      }
    }
    Settings settings = new Settings(Map.copyOf(servers), List.copyOf(points),
        Duration.ofMillis(range("poll.interval.ms", config.poll_interval_ms(), 50, 3_600_000, problems)),
        Duration.ofMillis(range("request.timeout.ms", config.request_timeout_ms(), 50, 60_000, problems)),
        Duration.ofMillis(range("reconnect.max.ms", config.reconnect_max_ms(), 100, 600_000, problems)),
        range("block.max", config.block_max(), 1, 125, problems), range("block.gap", config.block_gap(), 0, 100, problems));
    return new Result(settings, List.copyOf(problems));
  }

  boolean isIdle() {
    return servers.isEmpty();
  }

  /** What one server is asked for. */
  List<Block> blocks(Server server) {
    return Block.plan(points.stream().filter(point -> point.server().equals(server.name())).toList(), blockMax, blockGap);
  }

  private static <T> List<T> each(String[] elements, Function<String, T> parser, List<String> problems) {
    List<T> parsed = new ArrayList<>();
    for (String entry : Words.entries(elements)) {
      try {
        parsed.add(parser.apply(entry));
      } catch (IllegalArgumentException e) {
        problems.add(e.getMessage());
      }
    }
    return parsed;
  }

  private static int range(String key, int value, int least, int most, List<String> problems) {
    if (value < least || value > most) {
      problems.add(key + " is " + value + ", must be " + least + " to " + most);
    }
    return value;
  }
}
