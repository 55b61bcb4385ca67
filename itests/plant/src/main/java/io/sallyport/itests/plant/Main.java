package io.sallyport.itests.plant;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Runs a plant as its own process; commands come on standard input, its end stops nothing. What programs read goes to standard output, what people
 * read to standard error.
 */
public final class Main {
  private static final String USAGE = """
      java -jar plant.jar --data DIR [--port N] [--replay FILE.csv[.gz]] [--rate ROWS_PER_S] [--loop] [--seed N]
                          [--user NAME] [--password-file FILE] [--trust CERTIFICATE.der]... [--trust-any-client] [--paused] [--help]
      A simulated PLC: an OPC UA server on 127.0.0.1, port 4840 unless another is given, which replays a radiator's sensors V1 to V9.
      Without --replay: the built-in sample of 2000 rows; 50 rows a second unless --rate says otherwise; with --loop it begins again after
      the last. Password: --password-file, else the variable PLANT_PASSWORD, else a random one; it is in DIR/password (mode 0600) and
      never printed. --trust-any-client is for tests only.
      Commands on standard input: pause | resume | nan [ROWS] | disorder [ROWS] | forget | clients | trust SHA-256 | status | stop""";

  private Main() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (List.of(arguments).contains("--help")) {
      System.out.println(USAGE);
      return;
    }
    Arguments args;
    List<Row> rows;
    try {
      args = Arguments.parse(arguments);
      rows = args.replay().map(ReplayFile::read).orElseGet(ReplayFile::sample);
    } catch (IllegalArgumentException | java.io.UncheckedIOException e) {
      System.err.println(e.getMessage() + "\n" + USAGE);
      System.exit(64);
      return;
    }
    Files.createDirectories(args.data());
    for (Path certificate : args.trust()) {
      Path trusted = Files.createDirectories(args.data().resolve("trusted"));
      Files.write(trusted.resolve(certificate.getFileName()), Files.readAllBytes(certificate));
    }
    CountDownLatch stop = new CountDownLatch(1);
    PlantOptions options =
        new PlantOptions(args.port(), args.data(), args.user(), password(args), args.trustAnyClient(), 0);
    try (Plant plant = Plant.start(options);
        Replay replay = new Replay(plant, rows, args.rate(), args.loop(), args.seed(), Clock.systemUTC())) {
      Thread ender = new Thread(stop::countDown, "plant-end");
      Runtime.getRuntime().addShutdownHook(ender);
      if (args.trustAnyClient()) {
        System.err.println("WARNING: --trust-any-client: every client certificate is accepted");
      }
      if (args.paused()) {
        replay.pause();
      }
      replay.start();
      listen(new Commands(replay, plant, stop));
      System.out.println("READY " + plant.url());
      System.out.flush();
      describe(args, plant, rows.size());
      stop.await();
    } catch (IllegalStateException e) {
      System.err.println(e.getMessage());
      System.exit(69);
    }
    System.out.println("STOPPED");
    System.out.flush();
  }

  private static void describe(Arguments args, Plant plant, int rows) {
    System.err.println(String.join("\n", "endpoint     " + plant.url() + ", Basic256Sha256, SignAndEncrypt",
        "user         " + args.user() + ", the password is in " + args.data().resolve("password").toAbsolutePath(),
        "certificate  SHA-256 " + plant.fingerprint("SHA-256"), "             SHA-1 " + plant.fingerprint("SHA-1"),
        "nodes        " + plant.nodes() + "  (each V a Double, row an Int64)",
        "clients      those it trusts: " + args.data().resolve("trusted").toAbsolutePath() + "; type: clients, trust SHA-256",
        "replays      " + rows + " rows, " + args.rate() + " a second" + (args.loop() ? ", again and again" : "") + (args.paused() ? ", after: resume" : "")));
  }

  private static void listen(Commands commands) {
    Thread reader = new Thread(() -> {
      try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
          System.out.println(commands.execute(line));
          System.out.flush();
        }
      } catch (IOException e) {
        System.err.println("standard input: " + e.getMessage());
      }
    }, "plant-commands");
    reader.setDaemon(true);
    reader.start();
  }

  private static String password(Arguments args) throws IOException {
    if (args.passwordFile().isPresent()) {
      return Files.readString(args.passwordFile().get()).strip();
    }
    String given = System.getenv("PLANT_PASSWORD");
    Path file = args.data().resolve("password");
    if (given == null && Files.exists(file)) {
      return Files.readString(file).strip();
    }
    byte[] random = new byte[16];
    new SecureRandom().nextBytes(random);
    String password = given == null ? HexFormat.of().formatHex(random) : given;
    Files.deleteIfExists(file);
    Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, password + "\n");
    return password;
  }
}
