package io.sallyport.itests.bench;

import io.sallyport.itests.appliance.Appliance;
import io.sallyport.itests.appliance.Generations;
import io.sallyport.itests.appliance.LiveAppliance;
import io.sallyport.itests.appliance.Media;
import io.sallyport.itests.appliance.Project;
import io.sallyport.itests.appliance.Setup;
import io.sallyport.itests.appliance.User;
import io.sallyport.itests.appliance.forge.DevelopmentKeys;
import io.sallyport.itests.appliance.forge.Forge;
import io.sallyport.trust.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * The same nets on ONNX Runtime alone, in the appliance (lease, checks, engine, audit), over the appliance's HTTP, and on what a user would
 * pick instead. Times of one caller; throughput of four. What the appliance adds is too little, of a call that takes long, to be read off
 * rows that were measured minutes apart: it comes from {@link Pairs}.
 */
final class InferenceBenchmark implements Benchmark {
  private static final List<String> NETS = List.of("cnn_ae", "lstm_ae", "mobilenetv2_035_int8");
  private static final int THREADS = 4;
  private static final Duration SLACK = Duration.ofSeconds(60);
  private static final double MICROS_PER_MILLI = 1e3;
  private static final String RAW = "ONNX Runtime alone";
  private static final String IN_JVM = "appliance, in the JVM, audited";
  private static final String HTTP_JSON = "appliance, HTTP, JSON";
  private static final String HTTP_BINARY = "appliance, HTTP, binary tensors";
  private static final String WIRE = "the wire alone, binary";
  private static final String BARE = "ONNX Runtime behind that wire";
  private static final String PEER_JSON = "onnxruntime-node, HTTP, JSON";
  private static final String PEER_BINARY = "onnxruntime-node, HTTP, binary";

  /** Of each row: seconds of one caller that are not counted, and seconds that are. The appliance's optimiser starts late, in favour of its boot. */
  private record Time(double warmUp, double seconds, int rounds) {}

  /**
   * What is added at the median: by the appliance to ONNX Runtime, by a bare socket to ONNX Runtime, and by HTTP with binary tensors to the appliance; and what the appliance's
   * own calls spend beside the model's run, call by call, in microseconds: the same without what two processes differ by.
   */
  private record Added(Pairs inJvm, double own, Pairs bare, Optional<Pairs> overHttp) {}

  /** Seconds of one side of a round: before, not counted, as long as the appliance's own load has it; and counted. */
  private static final double PAIR_WARM_UP = 0.5;
  private static final double PAIR_SECONDS = 0.5;

  @Override
  public JsonObject run(Project project, Options options) {
    Time time = new Time(options.get("warmup", 8), options.get("seconds", 4), (int) options.get("rounds", 15));
    Path module = project.root().resolve("itests/bench");
    List<Net> nets = nets(module);
    try (Appliance appliance = LiveAppliance.imported(project, Setup.fresh(project))) {
      appliance.console(User.ADA).run("medium:import " + medium(project, nets).folder()).orFail();
      new Generations(appliance).change(nets.stream().map(net -> net.name() + "/1.0.0").toArray(String[]::new));
      Optional<NodePeer> peer = NodePeer.start(module, nets);
      try {
        return measure(appliance, door(project, appliance), peer, nets, time);
      } finally {
        peer.ifPresent(NodePeer::close);
      }
    }
  }

  /** Where this checkout has HTTP, the appliance must. */
  private static Optional<HttpDoor> door(Project project, Appliance appliance) {
    return Files.isDirectory(project.root().resolve("platform/http")) ? Optional.of(HttpDoor.of(appliance)) : Optional.empty();
  }

  private static List<Net> nets(Path module) {
    List<Net> nets = new ArrayList<>();
    for (String name : NETS) {
      try {
        nets.add(Net.of(name.replace('_', '-'), Files.readAllBytes(module.resolve("src/main/nets").resolve(name + ".onnx"))));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return nets;
  }

  private static Media medium(Project project, List<Net> nets) {
    Media medium = new Media(project.medium("demo-1")).copy();
    DevelopmentKeys keys = new DevelopmentKeys(project);
    nets.forEach(net -> new Forge(medium, keys).release(net.asPackage()));
    return medium;
  }

  private static JsonObject measure(Appliance appliance, Optional<HttpDoor> door, Optional<NodePeer> peer, List<Net> nets, Time time) {
    JsonObject.Builder all = JsonObject.builder();
    double overhead = 0;
    double own = 0;
    double binaryExtra = 0;
    double wire = 0;
    double bare = 0;
    double p99 = 0;
    double ratio = Double.POSITIVE_INFINITY;
    for (Net net : nets) {
      System.out.printf("%n%-34s %10s %10s %10s %12s%n", net.name() + " " + net.extents(), "p50 µs", "p99 µs", "p99.9 µs", "calls/s of " + THREADS);
      Map<String, Calls> rows = rows(appliance, door, peer, net, time);
      Added added = added(appliance, door, net, time);
      overhead = Math.max(overhead, added.inJvm.median());
      own = Math.max(own, added.own);
      wire = Math.max(wire, rows.get(WIRE).p50());
      bare = Math.max(bare, added.bare.median());
      p99 = Math.max(p99, rows.get(IN_JVM).p99() / MICROS_PER_MILLI);
      binaryExtra = Math.max(binaryExtra, added.overHttp.map(Pairs::median).orElse(0.0));
      if (door.isPresent() && peer.isPresent()) {
        ratio = Math.min(ratio, rows.get(HTTP_BINARY).perSecond() / rows.get(PEER_BINARY).perSecond());
      }
    }
    all.put("bench", "inference").put("overhead_us_p50", rounded(overhead)).put("own_us_p50", rounded(own)).put("p99_ms", rounded(p99));
    all.put("wire_us_p50", rounded(wire)).put("bare_socket_extra_us_p50", rounded(bare));
    if (door.isPresent()) {
      all.put("http_binary_extra_us_p50", rounded(binaryExtra));
    }
    return (Double.isFinite(ratio) ? all.put("peer_ratio_throughput", rounded(ratio)) : all).build();
  }

  private static double rounded(double value) {
    return Math.round(value * 100) / 100.0;
  }

  private static Map<String, Calls> rows(Appliance appliance, Optional<HttpDoor> door, Optional<NodePeer> peer, Net net, Time time) {
    Map<String, Calls> rows = new LinkedHashMap<>();
    try (RawOnnx raw = new RawOnnx(net.onnx())) {
      row(rows, RAW, () -> Calls.measure(() -> raw.caller(net), THREADS, time.warmUp, time.seconds));
      row(rows, IN_JVM, () -> inJvm(appliance, net, time));
      door.ifPresent(open -> {
        row(rows, HTTP_JSON, () -> Calls.measure(() -> HttpCalls.json(open.port(), open.token(), net), THREADS, time.warmUp, time.seconds));
        row(rows, HTTP_BINARY, () -> Calls.measure(() -> HttpCalls.binary(open.port(), open.token(), net), THREADS, time.warmUp, time.seconds));
      });
      try (WireAlone wire = wire(raw, net); WireAlone bare = bare(raw, net)) {
        row(rows, WIRE, () -> Calls.measure(() -> HttpCalls.wire(wire.port(), net), THREADS, time.warmUp, time.seconds));
        row(rows, BARE, () -> Calls.measure(() -> HttpCalls.wire(bare.port(), net), THREADS, time.warmUp, time.seconds));
      }
      peer.ifPresent(there -> {
        row(rows, PEER_JSON, () -> Calls.measure(() -> HttpCalls.peerJson(there.port(), net), THREADS, time.warmUp, time.seconds));
        row(rows, PEER_BINARY, () -> Calls.measure(() -> HttpCalls.peerBinary(there.port(), net), THREADS, time.warmUp, time.seconds));
      });
    }
    return rows;
  }

  private static WireAlone wire(RawOnnx raw, Net net) {
    return new WireAlone(net.values().length * Float.BYTES, raw.answer(net));
  }

  /** The least that inference over HTTP can be here: nothing looks at the request, the net runs on memory of its own. */
  private static WireAlone bare(RawOnnx raw, Net net) {
    return new WireAlone(net.values().length * Float.BYTES, raw.answer(net), () -> raw.caller(net));
  }

  private static Added added(Appliance appliance, Optional<HttpDoor> door, Net net, Time time) {
    try (RawOnnx raw = new RawOnnx(net.onnx()); Calls.Call alone = raw.caller(net); WireAlone wire = bare(raw, net); Calls.Call socket = HttpCalls.wire(wire.port(), net)) {
      DoubleSupplier base = () -> Calls.median(alone, PAIR_WARM_UP, PAIR_SECONDS);
      List<Double> own = new ArrayList<>();
      DoubleSupplier inJvm = () -> {
        JsonObject load = load(appliance, net, 1, PAIR_SECONDS);
        own.add(load.number("own_us"));
        return load.number("p50_us");
      };
      DoubleSupplier bare = () -> Calls.median(socket, PAIR_WARM_UP, PAIR_SECONDS);
      if (door.isEmpty()) {
        double[][] medians = Pairs.inTurn(time.rounds, base, inJvm, bare);
        return told(new Added(Pairs.of(medians[0], medians[1]), Pairs.median(own), Pairs.of(medians[0], medians[2]), Optional.empty()), time);
      }
      try (Calls.Call http = HttpCalls.binary(door.get().port(), door.get().token(), net)) {
        double[][] medians = Pairs.inTurn(time.rounds, base, inJvm, bare, () -> Calls.median(http, PAIR_WARM_UP, PAIR_SECONDS));
        return told(new Added(Pairs.of(medians[0], medians[1]), Pairs.median(own), Pairs.of(medians[0], medians[2]), Optional.of(Pairs.of(medians[1], medians[3]))), time);
      }
    }
  }

  private static Added told(Added added, Time time) {
    System.out.printf("in %d rounds of pairs, at the median: the appliance adds %s%n", time.rounds, added.inJvm);
    System.out.printf("%-34s its calls spend %.1f µs beside the model's run%n", "", added.own);
    System.out.printf("%-34s a bare socket adds to ONNX Runtime alone %s%n", "", added.bare);
    added.overHttp.ifPresent(http -> System.out.printf("%-34s HTTP, binary, adds to that %s%n", "", http));
    return added;
  }

  private static void row(Map<String, Calls> rows, String name, Supplier<Calls> measured) {
    Calls calls = measured.get();
    rows.put(name, calls);
    System.out.printf("%-34s %10.1f %10.1f %10.1f %,12.0f%n", name, calls.p50(), calls.p99(), calls.p999(), calls.perSecond());
  }

  private static Calls inJvm(Appliance appliance, Net net, Time time) {
    load(appliance, net, 1, time.warmUp);
    JsonObject one = load(appliance, net, 1, time.seconds);
    return new Calls(one.number("p50_us"), one.number("p99_us"), one.number("p999_us"), load(appliance, net, THREADS, time.seconds).number("calls_per_second"));
  }

  private static JsonObject load(Appliance appliance, Net net, int threads, double seconds) {
    return appliance.console(User.ADA).run(SLACK.plusSeconds((long) seconds), "infer:bench --threads " + threads + " --seconds " + seconds + " --json " + net.name()).json();
  }
}
