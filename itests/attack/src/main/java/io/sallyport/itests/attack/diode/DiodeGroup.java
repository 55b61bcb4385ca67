package io.sallyport.itests.attack.diode;

import io.sallyport.diode.MissingList;
import io.sallyport.itests.appliance.AuditEntries;
import io.sallyport.itests.appliance.Await;
import io.sallyport.itests.appliance.Folders;
import io.sallyport.itests.appliance.Media;
import io.sallyport.itests.appliance.Result;
import io.sallyport.itests.appliance.User;
import io.sallyport.itests.appliance.attack.Outcome;
import io.sallyport.itests.appliance.attack.Target;
import io.sallyport.itests.attack.Case;
import io.sallyport.itests.attack.Edited;
import io.sallyport.itests.attack.Group;
import io.sallyport.itests.attack.Guard;
import io.sallyport.itests.attack.Traces;
import io.sallyport.itests.attack.media.Workshop;
import io.sallyport.trust.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Whoever has the line before the diode: what they send is bounded before it is signed for, and an import like any other after it. */
public final class DiodeGroup implements Group {
  private static final Case FORGED = new Case("diode-packets-forged", "every datagram with content of files changed, its checksum made to fit: nothing of it becomes complete", Guard.IMPORT, "SP-DIODE-0006");
  private static final Case REPLAYED = new Case("diode-session-replayed", "an older transfer, recorded when it was sent, is played again", Guard.RECEIVER, "SP-TRUST-0025");
  private static final Case STRANGE = new Case("diode-file-nobody-signed-for", "a transfer that names a file which the vendor's metadata does not", Guard.RECEIVER, "SP-DIODE-0002");
  private static final Case OVERSIZE = new Case("diode-oversize", "a transfer larger than the quarantine may grow", Guard.RECEIVER, "SP-DIODE-0003");
  private static final Case POISONED = new Case("missing-list-poisoned", "a list of missing blocks changed on its way back", Guard.SENDER, "SP-DIODE-0011");
  private static final Case ANOTHERS = new Case("missing-list-of-another-medium", "a well-formed list that belongs to another medium", Guard.SENDER, "SP-DIODE-0012");
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final long QUOTA = 1_000_000;
  private static final int TOO_LARGE = 1_100_000;

  @Override
  public String title() {
    return "The diode's line";
  }

  @Override
  public List<Case> cases() {
    return List.of(FORGED, REPLAYED, STRANGE, OVERSIZE, POISONED, ANOTHERS);
  }

  @Override
  public Map<Case, Outcome> attempt(Target target) {
    int port = listen(target);
    Traces before = Traces.of(target.appliance());
    Map<Case, Outcome> outcomes = new LinkedHashMap<>();
    outcomes.put(FORGED, forged(target, port));
    outcomes.put(REPLAYED, replayed(target, port));
    outcomes.put(STRANGE, strange(target, port));
    outcomes.put(OVERSIZE, oversize(target, port));
    MissingList another = new MissingList(0, List.of(new MissingList.Range(0, 1)));
    String poisoned = (another.toString().startsWith("0") ? "1" : "0") + another.toString().substring(1);
    outcomes.put(POISONED, atSender(Wire.send(target.project(), target.medium().folder(), port, "--only", poisoned)));
    outcomes.put(ANOTHERS, atSender(Wire.send(target.project(), target.medium().folder(), port, "--only", another.toString())));
    boolean clean = Traces.of(target.appliance()).equals(before) && !target.codeRan();
    outcomes.replaceAll((attack, outcome) -> clean ? outcome : new Outcome(false, outcome.code(), outcome.audited(), "SOMETHING CAME IN; " + outcome.detail()));
    return outcomes;
  }

  private static int listen(Target target) {
    int port = free();
    Edited.write(target.appliance().data().resolve("site/etc/io.sallyport.diode.cfg"),
        ("listen.address = 127.0.0.1\nlisten.port = " + port + "\nquota.bytes = " + QUOTA + "\n").getBytes(StandardCharsets.US_ASCII));
    // Not asked for at the console: its commands go while what they use starts anew.
    Await.until("the receiver listens", SOON, () -> target.appliance().view().datagramPorts().stream().anyMatch(address -> address.getPort() == port));
    Await.until("the console's commands are back", SOON, () -> target.as(User.IVAN, "medium:diode --json").succeeded() && target.as(User.AUD, "audit:checkpoint").succeeded());
    return port;
  }

  private static int free() {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Outcome forged(Target target, int port) {
    Media medium = new Workshop(target).edition().target("advisories/forged.json", "[]".getBytes(StandardCharsets.US_ASCII)).publish();
    List<byte[]> packets = Wire.record(target.project(), medium.folder());
    String session = Await.value("the transfer has begun", SOON, () -> {
      Wire.play(packets.stream().map(Wire::forged).toList(), port);
      return sessions(target).stream().findFirst();
    });
    Outcome outcome = receive(target, FORGED, session);
    target.as(User.IVAN, "medium:discard " + session).orFail();
    return outcome;
  }

  private static Outcome replayed(Target target, int port) {
    Media first = new Media(target.project().medium("demo-1"));
    Path folder = Folders.temporary("replayed").resolve("medium");
    Folders.copy(first.folder().resolve("metadata"), folder.resolve("metadata"));
    Edited.write(folder.resolve("medium.json"), Edited.bytes(first.folder().resolve("medium.json")));
    folder.resolve("targets").toFile().mkdirs();
    List<byte[]> packets = Wire.record(target.project(), folder);
    return atReceiver(target, REPLAYED, () -> {
      Wire.play(packets, port);
      return packets.size() + " datagrams";
    });
  }

  private static Outcome strange(Target target, int port) {
    Media medium = new Workshop(target).copy();
    Edited.write(medium.folder().resolve("targets/" + "0".repeat(64) + ".more"), new byte[] {1});
    return atReceiver(target, STRANGE, () -> Wire.send(target.project(), medium.folder(), port).text());
  }

  private static Outcome oversize(Target target, int port) {
    Media medium = new Workshop(target).edition().target("advisories/large.json", new byte[TOO_LARGE]).publish();
    return atReceiver(target, OVERSIZE, () -> Wire.send(target.project(), medium.folder(), port).text());
  }

  private static Outcome atReceiver(Target target, Case attack, Supplier<String> sending) {
    AuditEntries entries = new AuditEntries(target.appliance(), Guard.RECEIVER.entry().orElseThrow());
    int known = entries.count();
    String said = sending.get();
    Optional<JsonObject> entry = entries.newer(known, attack.code());
    return new Outcome(sessions(target).isEmpty(), entry.isPresent() ? attack.code() : "", entry.isPresent(), said);
  }

  private static Outcome atSender(Result result) {
    return new Outcome(!result.succeeded(), result.code().orElse(""), false, result.text());
  }

  private static Outcome receive(Target target, Case attack, String session) {
    AuditEntries entries = new AuditEntries(target.appliance(), Guard.IMPORT.entry().orElseThrow());
    int known = entries.count();
    Result result = target.as(User.IVAN, "medium:receive --transfer " + session);
    return new Outcome(!result.succeeded(), result.code().orElse(""), entries.newer(known, attack.code()).isPresent(), result.text());
  }

  private static List<String> sessions(Target target) {
    return target.as(User.IVAN, "medium:diode --json").orFail().json().objects("transfers").stream().map(transfer -> transfer.string("session")).toList();
  }
}
