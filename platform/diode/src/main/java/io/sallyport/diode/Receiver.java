package io.sallyport.diode;

import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes the datagrams of senders and puts media together in a quarantine. What a datagram says is believed in this order: the checksum (noise),
 * the head's digest (the session), the signed metadata in the head (which files, how long), the digest of a block, and at last the import.
 * Memory is bounded by {@value #MOST_HEADS} heads under way, disk by the quota. Thread-safe.
 */
public final class Receiver implements AutoCloseable {
  /** Heads of senders about whom nothing is known yet: 64 MiB at most. */
  static final int MOST_HEADS = 4;
  static final int MOST_TRANSFERS = 8;
  private static final int MOST_TOLD = 10;

  private final Quarantine quarantine;
  private final SignedTargets judge;
  private final Clock clock;
  private final Duration silence;
  private final ReceiverListener listener;
  private final Map<HeadKey, HeadAssembly> heads = new LinkedHashMap<>();
  private final Map<SessionId, Transfer> transfers = new LinkedHashMap<>();
  private final RecentSessions refused;
  private final Throttle throttle;
  private long packets;
  private long foreign;
  private long refusals;

  /** A liar about the length must not stand in the way of the true head. */
  private record HeadKey(SessionId session, int length) {}

  /**
   * Goes on with the transfers that lie in the quarantine.
   *
   * @param folder the quarantine; made if missing, nobody else may write to it
   * @param quota bytes on disk that transfers may take
   * @param silence after which a sender that neither ended nor completed is reported
   */
  public Receiver(Path folder, long quota, Duration silence, SignedTargets judge, Clock clock, ReceiverListener listener) {
    this.quarantine = new Quarantine(folder, quota);
    this.judge = judge;
    this.clock = clock;
    this.silence = silence;
    this.listener = listener;
    this.refused = new RecentSessions(clock);
    this.throttle = new Throttle(clock, MOST_TOLD);
    for (SessionId session : quarantine.sessions()) {
      quarantine.head(session).ifPresentOrElse(head -> open(session, head), () -> quarantine.delete(session));
    }
  }

  /** Takes a datagram from position to limit. */
  public synchronized void accept(ByteBuffer packet) {
    packets++;
    Optional<Frame> frame = Frame.parse(packet);
    if (frame.isEmpty()) {
      foreign++;
      return;
    }
    SessionId session = frame.get().session();
    Transfer transfer = transfers.get(session);
    if (transfer != null) {
      accept(transfer, frame.get());
    } else if (frame.get().kind() == Frame.Kind.HEAD && !refused.contains(session) && !quarantine.isFinished(session)) {
      assemble(frame.get());
    }
  }

  /** To be called about once a second: notices silence, saves how far transfers are. */
  public synchronized void tick() {
    Instant limit = clock.instant().minus(silence);
    for (Transfer transfer : List.copyOf(transfers.values())) {
      try {
        transfer.save();
        if (transfer.fallsSilent(limit)) {
          listener.silent(transfer.status());
        }
      } catch (IOException e) {
        giveUp(transfer, e);
      }
    }
  }

  /** All transfers, in the order in which they began. */
  public synchronized List<TransferStatus> transfers() {
    return transfers.values().stream().map(Transfer::status).toList();
  }

  public synchronized ReceiverCounts counts() {
    return new ReceiverCounts(packets, foreign, refusals, used(), quarantine.quota());
  }

  /**
   * The transfer of a session.
   *
   * @param session its beginning, if only one has it
   * @throws RefusedException SP-DIODE-0005 if none or more than one has it
   */
  public synchronized TransferStatus transfer(String session) {
    return find(session).status();
  }

  /**
   * Where a complete transfer's medium lies. It does not change any more.
   *
   * @throws RefusedException SP-DIODE-0005, SP-DIODE-0006 if it is not complete
   */
  public synchronized Path medium(String session) {
    Transfer transfer = find(session);
    if (!transfer.isComplete()) {
      TransferStatus status = transfer.status();
      throw Refusals.refuse("SP-DIODE-0006", status.complete() + " of " + status.blocks() + " blocks are there", "transfer " + status.session(),
          "wait, or have it sent again: diode send --only " + status.missing().map(MissingList::toString).orElse(""));
    }
    return transfer.medium();
  }

  /**
   * Deletes a transfer.
   *
   * @param finished whether its session is not to be taken again, should its sender go on
   * @throws RefusedException SP-DIODE-0005
   */
  public synchronized TransferStatus remove(String session, boolean finished) {
    Transfer transfer = find(session);
    TransferStatus last = transfer.status();
    close(transfer);
    if (finished) {
      quarantine.finish(transfer.session());
    }
    quarantine.delete(transfer.session());
    refused.clear();
    return last;
  }

  private void accept(Transfer transfer, Frame frame) {
    try {
      if (transfer.accept(frame, clock.instant())) {
        listener.completed(transfer.status());
      }
    } catch (IOException e) {
      giveUp(transfer, e);
    }
  }

  private void assemble(Frame frame) {
    if (frame.value() < 1 || frame.value() > Head.LONGEST) {
      foreign++;
      return;
    }
    HeadKey key = new HeadKey(frame.session(), frame.value());
    if (!heads.containsKey(key) && heads.size() == MOST_HEADS) {
      // Who has invested most stays: a flood of new sessions displaces itself.
      heads.entrySet().stream().min((a, b) -> Long.compare(a.getValue().received(), b.getValue().received())).map(Map.Entry::getKey).ifPresent(heads::remove);
    }
    heads.computeIfAbsent(key, k -> new HeadAssembly(k.session(), k.length())).add(frame).ifPresent(head -> {
      heads.keySet().removeIf(other -> other.session().equals(key.session()));
      open(key.session(), head);
    });
  }

  private void open(SessionId session, byte[] bytes) {
    try {
      if (transfers.size() == MOST_TRANSFERS) {
        throw Refusals.refuse("SP-DIODE-0004", MOST_TRANSFERS + " transfers are under way already", "transfer " + session, "receive or discard one: medium:receive, medium:discard");
      }
      Head head = Head.parse(bytes);
      boolean resumed = quarantine.head(session).isPresent();
      if (!resumed) {
        quarantine.requireRoom(Transfer.cost(head), used(), session);
        quarantine.delete(session); // what lies there without a head is not ours
      }
      Transfer transfer = Transfer.open(head, quarantine.folder(session), judge, clock.instant());
      begin(transfer);
      if (transfer.isComplete() && !resumed) {
        listener.completed(transfer.status());
      }
    } catch (RefusedException e) {
      quarantine.delete(session);
      refuse(session, e.refusal());
    } catch (IOException | UncheckedIOException e) {
      refuse(session, Quarantine.broken(session, e).refusal());
    }
  }

  /** What cannot be recorded does not happen. */
  private void begin(Transfer transfer) throws IOException {
    try {
      listener.begun(transfer.status());
      transfers.put(transfer.session(), transfer);
    } catch (RuntimeException e) {
      transfer.close();
      throw e;
    }
  }

  /** The disk fails: what is there stays, and is gone on with after a while or a restart. */
  private void giveUp(Transfer transfer, IOException cause) {
    close(transfer);
    refuse(transfer.session(), Quarantine.broken(transfer.session(), cause).refusal());
  }

  private void refuse(SessionId session, Refusal refusal) {
    refusals++;
    refused.add(session);
    if (throttle.lets()) {
      listener.refused(session.toString(), refusal);
    }
  }

  private Transfer find(String beginning) {
    Collection<Transfer> found = transfers.values().stream().filter(transfer -> transfer.session().toString().startsWith(beginning)).toList();
    if (found.size() != 1 || beginning.isEmpty()) {
      throw Refusals.refuse("SP-DIODE-0005", (found.isEmpty() ? "no transfer" : found.size() + " transfers") + " of that session", "transfer " + beginning, "see medium:diode");
    }
    return found.iterator().next();
  }

  private long used() {
    return transfers.values().stream().mapToLong(Transfer::cost).sum();
  }

  private void close(Transfer transfer) {
    transfers.remove(transfer.session());
    try {
      transfer.close();
    } catch (IOException e) {
      // It is given up or deleted in any case.
    }
  }

  /** Saves how far transfers are, for the next start. */
  @Override
  public synchronized void close() {
    List.copyOf(transfers.values()).forEach(this::close);
  }
}
