package io.sallyport.itests.plant;

import java.util.concurrent.CountDownLatch;

/** The plant's commands, one per line; each answers one line that begins with OK or ERROR. */
final class Commands {
  private static final int DEFAULT_ROWS = 20;

  private final Replay replay;
  private final Plant plant;
  private final CountDownLatch stop;

  Commands(Replay replay, Plant plant, CountDownLatch stop) {
    this.replay = replay;
    this.plant = plant;
    this.stop = stop;
  }

  String execute(String line) {
    String[] words = line.strip().split("\\s+");
    try {
      int rows = words.length > 1 && !words[0].equals("trust") ? Integer.parseInt(words[1]) : DEFAULT_ROWS;
      switch (words[0]) {
        case "pause" -> replay.pause();
        case "resume" -> replay.resume();
        case "nan" -> replay.nanBurst(rows);
        case "disorder" -> replay.outOfOrder(rows);
        case "forget" -> plant.forgetSubscriptions();
        case "clients" -> {
          return "OK refused so far: " + new RefusedClients(plant.data());
        }
        case "trust" -> {
          return new RefusedClients(plant.data()).trust(words.length > 1 ? words[1] : "");
        }
        case "status" -> {
          return "OK " + replay.sent() + " rows sent";
        }
        case "stop" -> stop.countDown();
        default -> {
          return "ERROR unknown command: " + words[0];
        }
      }
      return "OK " + words[0];
    } catch (NumberFormatException e) {
      return "ERROR not a number: " + words[1];
    }
  }
}
