package io.sallyport.operations.internal.store;

import io.sallyport.api.inference.ModelIdentity;
import io.sallyport.api.insight.Insight;
import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.AuditLog;
import io.sallyport.operations.InsightQuery;
import io.sallyport.operations.Insights;
import io.sallyport.operations.StoredInsight;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Insights in the operations database, each change recorded before it is visible. Thread-safe. */
@Component(service = {Insights.class, InsightStore.class})
public final class InsightStore implements Insights {
  private static final Logger LOG = LoggerFactory.getLogger(InsightStore.class);

  private final Database database;
  private final Recorder recorder;
  private final Clock clock;
  private final InsightTable table = new InsightTable();

  @Activate
  public InsightStore(@Reference OperationsDatabase operations, @Reference AuditLog log) {
    this(operations.database(), log, Clock.systemUTC());
    endUnwatched();
  }

  InsightStore(Database database, AuditLog log, Clock clock) {
    this.database = database;
    this.recorder = new Recorder(log);
    this.clock = clock;
  }

  /**
   * Stores the insight or its new state; returns when both the audit entry and the state are durable.
   *
   * @param capability the package that raises it
   * @throws RefusedException SP-WORK-0002 a field cannot be kept, -0003 the insight is another package's, -0007 it could not be
   *     recorded, -0001 the database failed
   */
  public void raise(Insight insight, String capability) {
    put(insight, capability, false);
  }

  /** What a package has not ended itself, oldest first. @throws RefusedException SP-WORK-0001 the database failed */
  public List<Insight> lasting(String capability) {
    return database.transaction(connection -> table.lasting(connection, capability, InsightQuery.LARGEST)).stream().map(StoredInsight::insight).toList();
  }

  private void put(Insight insight, String capability, boolean unwatched) {
    InsightTable.check(insight);
    database.transaction(connection -> {
      Optional<StoredInsight> before = table.lock(connection, insight.id());
      if (before.isPresent() && !before.get().capability().equals(capability)) {
        throw foreign(insight.id(), before.get().capability(), capability);
      }
      table.put(connection, insight, capability, before.isPresent(), unwatched, Times.nanos(clock.instant()));
      recorder.record(entry(insight, capability, before.map(StoredInsight::insight)));
      return null;
    });
  }

  @Override
  public List<StoredInsight> list(InsightQuery query) {
    return database.transaction(connection -> table.list(connection, query));
  }

  @Override
  public Optional<StoredInsight> find(UUID id) {
    return database.transaction(connection -> table.find(connection, id));
  }

  @Override
  public long open() {
    return database.transaction(table::open);
  }

  /**
   * Ends what lasted when the platform stopped: nobody has watched since. As of its evidence's last sample. One that cannot be recorded
   * stays open, and is ended at the next start.
   */
  void endUnwatched() {
    for (StoredInsight stored : list(InsightQuery.newest(InsightQuery.LARGEST).open())) {
      Insight open = stored.insight();
      Instant last = open.evidence().to().isBefore(open.from()) ? open.from() : open.evidence().to();
      try {
        put(open.ended(last), stored.capability(), true);
      } catch (RefusedException refused) {
        LOG.warn(refused.refusal().message());
        return;
      }
    }
  }

  private static AuditEntry entry(Insight insight, String capability, Optional<Insight> before) {
    AuditEntry.Builder entry = AuditEntry.of("insight.raised").system(capability)
        .action(insight.until().isPresent() ? "close" : before.isPresent() ? "update" : "raise")
        .object("insight/" + insight.id()).after(state(insight)).correlation(insight.correlation());
    before.ifPresent(earlier -> entry.before(state(earlier)));
    insight.evidence().model().map(ModelIdentity::digest).filter(digest -> digest.matches("[0-9a-f]{64}")).ifPresent(digest -> entry.digest("model", digest));
    return entry.build();
  }

  /** Scores are text: canonical JSON has no fractions. */
  private static JsonObject state(Insight insight) {
    return JsonObject.builder().put("asset", insight.asset()).put("severity", insight.severity().name()).put("title", insight.title())
        .put("from", insight.from().toString()).put("until", insight.until().map(Object::toString))
        .put("model", insight.evidence().model().map(ModelIdentity::toString)).put("score", Double.toString(insight.evidence().score()))
        .put("threshold", Double.toString(insight.evidence().threshold())).put("basis", insight.evidence().basis()).put("unit", insight.evidence().unit()).build();
  }

  private static RefusedException foreign(UUID id, String owner, String caller) {
    return new RefusedException(new Refusal("SP-WORK-0003", caller + " raised an insight of " + owner, "insight/" + id,
        "a capability may raise only its own insights: correct " + caller));
  }
}
