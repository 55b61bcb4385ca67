package io.sallyport.provision.internal;

import static io.sallyport.provision.internal.Refusals.refuse;

import io.sallyport.audit.Actor;
import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.AuditLog;
import io.sallyport.audit.Outcome;
import io.sallyport.gate.GateControl;
import io.sallyport.gate.ReloadReport;
import io.sallyport.provision.SiteAuthority;
import io.sallyport.provision.internal.apply.Parts;
import io.sallyport.provision.internal.site.Site;
import io.sallyport.trust.Envelope;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.PairedKey;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.SignaturePolicy;
import io.sallyport.trust.site.ExportedSite;
import io.sallyport.trust.site.RunningPointer;
import io.sallyport.trust.site.SiteRoot;
import io.sallyport.trust.site.Waiver;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Changes the site root while the appliance runs. */
public final class SiteService implements SiteAuthority {
  private final Site site;
  private final AuditLog audit;
  private final GateControl gate;
  private final Busy busy;

  public SiteService(Parts parts, Busy busy) {
    this.site = parts.site();
    this.audit = parts.audit();
    this.gate = parts.gate();
    this.busy = busy;
  }

  @Override
  public Optional<SiteRoot> root() {
    return site.repository().commissioned() ? Optional.of(site.repository().root()) : Optional.empty();
  }

  @Override
  public byte[] export(SignaturePolicy next, Actor actor) {
    SiteRoot root = required();
    PairedKey key = site.appliance().paired().key();
    if (next.needsPostQuantum() && key.postQuantum().isEmpty()) {
      key = site.appliance().extended().key();
      audit.append(AuditEntry.of("appliance.key").actor(actor).action("create ML-DSA-87 half").object("appliance").digest("key", key.postQuantum().orElseThrow().id()).build());
    }
    return new ExportedSite(site.metadata().root(root.version()), key, generations()).write();
  }

  @Override
  public SiteRoot importRoot(byte[] bytes, Actor actor) {
    try {
      return busy.exclusively("changing the site root", () -> change(bytes, actor));
    } catch (RefusedException e) {
      audit.append(AuditEntry.of("site.refused").actor(actor).action("change root").object("site").outcome(Outcome.REFUSED).code(e.refusal().code()).reason(e.refusal().what()).build());
      throw e;
    }
  }

  @Override
  public byte[] timeWaiver(String reason) {
    return Waiver.ofTime(required(), audit.floor(), site.clock().instant().truncatedTo(ChronoUnit.SECONDS), reason).envelope().toBytes();
  }

  @Override
  public void importTimeWaiver(byte[] bytes, Actor actor) {
    try {
      busy.exclusively("lowering the floor of time", () -> lower(Waiver.read(bytes, "the waiver"), actor));
    } catch (RefusedException e) {
      audit.append(AuditEntry.of("waiver.refused").actor(actor).action("lower time").object("time").outcome(Outcome.REFUSED).code(e.refusal().code()).reason(e.refusal().what()).build());
      throw e;
    }
  }

  @Override
  public void acknowledgeLog(String reason, Actor actor) {
    busy.exclusively("acknowledging the audit log", () -> {
      Refusal missed = audit.discontinuity().orElseThrow(() -> refuse("SP-AUDIT-0022", "there is nothing to acknowledge", "audit log", "the log is the one that the appliance remembers"));
      JsonObject.Builder before = JsonObject.builder().put("what", missed.what());
      audit.acknowledge(AuditEntry.of("audit.acknowledged").actor(actor).action("acknowledge").object("audit log").code(missed.code()).reason(reason).before(before.build()).build());
      site.rememberLog();
      return null;
    });
  }

  private Waiver lower(Waiver waiver, Actor actor) {
    waiver.require(required(), Waiver.Kind.TIME, audit.floor().toString());
    Instant to = waiver.to().orElseThrow(() -> refuse("SP-TRUST-0074", "the waiver says no time", "the waiver", "have it made again"));
    audit.lowerFloor(to, AuditEntry.of("waiver.used").actor(actor).action("lower time").object("time").reason(waiver.reason()).digest("waiver", waiver.sha256())
        .before(JsonObject.builder().put("floor", audit.floor().toString()).build()).after(JsonObject.builder().put("floor", to.toString()).build()).build());
    return waiver;
  }

  private SiteRoot change(byte[] bytes, Actor actor) {
    SiteRoot now = required();
    String where = "site root " + (now.version() + 1);
    SiteRoot next = now.next(bytes, where);
    requireSameAppliance(now, next, where);
    requireKept(next, where);
    audit.append(AuditEntry.of("site.rotated").actor(actor).action("change root").object("site").before(told(now)).after(told(next)).digest("root", next.sha256()).build());
    site.signPointerFor(next);
    site.metadata().add(next.version(), "root", Envelope.parse(bytes, where));
    site.rememberRoot();
    site.publish();
    ReloadReport report = gate.reload();
    if (!report.trusted()) {
      throw refuse("SP-APPLY-0003", "the gate does not trust the site any more: " + report.refusal(), "the gate", "see the refusal; restore site/metadata from a backup");
    }
    return next;
  }

  private void requireSameAppliance(SiteRoot now, SiteRoot next, String where) {
    PairedKey own = site.appliance().paired().key();
    for (String role : Set.of("timestamp", "snapshot")) {
      if (!now.root().role(role).keyids().equals(next.root().role(role).keyids()) || !next.root().role(role).onlyKeyIs(own)) {
        throw refuse("SP-PLAN-0013", "the site root gives " + role + " to another key than this appliance's", where, "make it from what appliance:export-site writes, with the policy that it is to have");
      }
    }
  }

  /** What runs, what is being admitted and what one may go back to must not stop. */
  private void requireKept(SiteRoot next, String where) {
    RunningPointer pointer = site.running();
    Set<Integer> needed = new TreeSet<>(pointer.admitted());
    needed.add(pointer.running());
    needed.add(pointer.previous());
    needed.remove(0);
    Map<Integer, String> approved = generations();
    for (int number : needed) {
      if (!next.kept().getOrDefault(number, "").equals(approved.get(number))) {
        throw refuse("SP-PLAN-0017", "the site root does not keep generation " + number + ", which runs or ran before", where, "export the site again and make the root from that");
      }
    }
  }

  private Map<Integer, String> generations() {
    Map<Integer, String> approved = new TreeMap<>();
    for (int number = 1; number <= site.repository().highestGeneration(); number++) {
      try {
        approved.put(number, site.repository().generation(number).sha256());
      } catch (RefusedException e) {
        continue; // not approved, or not kept: the next root has no say in it either
      }
    }
    return approved;
  }

  private SiteRoot required() {
    return root().orElseThrow(() -> refuse("SP-PLAN-0008", "the site has no root yet", site.directory().toString(), "stop the appliance and run: sallyport commission"));
  }

  private static JsonObject told(SiteRoot root) {
    return JsonObject.builder().put("version", root.version()).put("sha256", root.sha256())
        .put("approvers", root.people().stream().map(person -> person.user() + " (" + person.role() + ")").toList()).put("approval", root.approval().toString()).put("policy", root.root().policy().toString()).build();
  }
}
