package io.sallyport.vault.internal;

import io.sallyport.audit.Actor;
import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.AuditLog;
import io.sallyport.audit.Outcome;
import io.sallyport.diode.ReceiverListener;
import io.sallyport.diode.TransferStatus;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happens with diodes, in the audit log and in the log. Thread-safe. */
final class DiodeRecords implements ReceiverListener {
  private static final Logger LOG = LoggerFactory.getLogger(DiodeRecords.class);
  private static final Actor RECEIVER = new Actor.Part("diode");

  private final AuditLog audit;

  DiodeRecords(AuditLog audit) {
    this.audit = audit;
  }

  void listening(String address) {
    audit.append(AuditEntry.of("diode.listening").actor(RECEIVER).action("listen").object("conduit in udp " + address).build());
    LOG.info("Listening for a diode's datagrams at {}", address);
  }

  @Override
  public void begun(TransferStatus transfer) {
    audit.append(entry("diode.begun", "begin", transfer).build());
    LOG.info("Transfer {} of medium {}: {} blocks", transfer.session(), transfer.medium(), transfer.blocks());
  }

  @Override
  public void completed(TransferStatus transfer) {
    audit.append(entry("diode.completed", "complete", transfer).build());
    LOG.info("Transfer {} of medium {} is complete: medium:receive --transfer {}", transfer.session(), transfer.medium(), transfer.session().substring(0, 8));
  }

  @Override
  public void silent(TransferStatus transfer) {
    Refusal silence = new Refusal("SP-DIODE-0007", "the sender fell silent", "transfer " + transfer.session(), "look after the sender and the line");
    audit.append(entry("diode.silent", "listen", transfer).outcome(Outcome.FAILED).code(silence.code()).reason(silence.what()).build());
    LOG.warn(silence.message());
  }

  @Override
  public void refused(String session, Refusal refusal) {
    audit.append(AuditEntry.of("diode.refused").actor(RECEIVER).action("begin").object("transfer/" + session).outcome(Outcome.REFUSED).code(refusal.code())
        .reason(refusal.what() + ": " + refusal.where()).build());
    LOG.warn(refusal.message());
  }

  void discarded(TransferStatus transfer, Actor actor) {
    audit.append(entry("diode.discarded", "discard", transfer).actor(actor).build());
  }

  /** About to be imported. */
  void received(String source, Actor actor, long bytes) {
    audit.append(AuditEntry.of("medium.received").actor(actor).action("receive").object("medium").source(source)
        .after(JsonObject.builder().put("bytes", bytes).build()).build());
  }

  /** Does what comes before an import; its refusal is recorded, as the import records its own. */
  <T> T recorded(String source, Actor actor, Supplier<T> work) {
    try {
      return work.get();
    } catch (RefusedException e) {
      audit.append(AuditEntry.of("medium.refused").actor(actor).action("receive").object("medium").source(source).outcome(Outcome.REFUSED).code(e.refusal().code())
          .reason(e.refusal().what() + ": " + e.refusal().where()).build());
      throw e;
    }
  }

  private static AuditEntry.Builder entry(String type, String action, TransferStatus transfer) {
    return AuditEntry.of(type).actor(RECEIVER).action(action).object("transfer/" + transfer.session())
        .after(JsonObject.builder().put("medium", transfer.medium()).put("bytes", transfer.bytes()).put("blocks", transfer.blocks()).put("complete", transfer.complete()).build());
  }
}
