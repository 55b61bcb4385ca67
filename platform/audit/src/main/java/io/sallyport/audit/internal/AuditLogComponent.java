package io.sallyport.audit.internal;

import io.sallyport.audit.ApplianceKey;
import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.AuditLog;
import io.sallyport.audit.Checkpoint;
import io.sallyport.audit.ConsistencyProof;
import io.sallyport.audit.InclusionProof;
import io.sallyport.audit.Receipt;
import io.sallyport.audit.StoredEntry;
import io.sallyport.audit.Verification;
import io.sallyport.trust.ExportPlaces;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.site.KnownLog;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The appliance's audit log in {@code DATA/audit}, fed with the gate's refusals too. Thread-safe. */
@Component(service = AuditLog.class, immediate = true, configurationPid = "io.sallyport.audit")
@Designate(ocd = AuditLogComponent.Config.class)
public final class AuditLogComponent implements AuditLog {
  private static final Logger LOGGER = LoggerFactory.getLogger(AuditLogComponent.class);

  /** Settings of the audit log. */
  @ObjectClassDefinition(name = "Audit log")
  @interface Config {
    @AttributeDefinition(name = "Checkpoint interval", description = "Longest time between an entry and the signed checkpoint that covers it, in milliseconds, 10 to 60000")
    int checkpoint_interval_ms() default 1000;

    @AttributeDefinition(name = "Write-ahead log segment", description = "Size of one segment of the write-ahead log, in MiB, 1 to 256")
    int wal_segment_mib() default 16;
  }

  private final AuditLog log;
  private final ExportPlaces exports;
  private final GateSpool spool;
  private volatile LogOptions options;

  @Activate
  public AuditLogComponent(BundleContext context, @Reference ApplianceKey key, Config config) {
    Path data = DataDirectory.of(context);
    Path root = data.resolve("audit");
    exports = new ExportPlaces(Path.of(context.getProperty("sallyport.home")), data);
    options = options(config);
    log = LogOpening.open(root, key.signer(), Clock.systemUTC(), () -> options, LogMemory.read(data.resolve("site"), key.signer().key()));
    if (log instanceof SealedAuditLog sealed) {
      tell(sealed.refusal());
    }
    log.discontinuity().ifPresent(AuditLogComponent::tell);
    spool = GateSpool.start(data.resolve("gate").resolve("refusals.spool"), root.resolve(LogFiles.SPOOL_OFFSET), log);
  }

  /** On the console too, where {@code sallyport start} finds it: with a log that takes no entries nobody logs in. */
  private static void tell(Refusal refusal) {
    LOGGER.error("{}", refusal.message());
    System.err.println(refusal.message());
  }

  private static LogOptions options(Config config) {
    int interval = Math.max(10, Math.min(60_000, config.checkpoint_interval_ms()));
    int segment = Math.max(1, Math.min(256, config.wal_segment_mib()));
    return new LogOptions((long) segment << 20, Duration.ofMillis(interval));
  }

  /** Other settings hold from the next segment and the next checkpoint on: the log is never closed for them, for everything else hangs on it. */
  @Modified
  void change(Config config) {
    options = options(config);
  }

  @Deactivate
  void close() throws Exception {
    spool.close();
    if (log instanceof AutoCloseable open) {
      open.close();
    }
  }

  @Override
  public Receipt append(AuditEntry entry) {
    return log.append(entry);
  }

  @Override
  public CompletionStage<Receipt> submit(AuditEntry entry) {
    return log.submit(entry);
  }

  @Override
  public Checkpoint checkpoint() {
    return log.checkpoint();
  }

  @Override
  public Instant floor() {
    return log.floor();
  }

  @Override
  public void lowerFloor(Instant to, AuditEntry why) {
    log.lowerFloor(to, why);
  }

  @Override
  public Optional<KnownLog> known() {
    return log.known();
  }

  @Override
  public Optional<Refusal> discontinuity() {
    return log.discontinuity();
  }

  @Override
  public void acknowledge(AuditEntry why) {
    log.acknowledge(why);
  }

  @Override
  public Verification verify() {
    return log.verify();
  }

  @Override
  public long size() {
    return log.size();
  }

  @Override
  public Optional<StoredEntry> entry(long index) {
    return log.entry(index);
  }

  @Override
  public List<StoredEntry> read(long from, int max) {
    return log.read(from, max);
  }

  @Override
  public void export(Path directory) {
    if (log instanceof ExportableLog exportable) {
      exportable.export(exports, directory);
    }
  }

  @Override
  public InclusionProof inclusion(long index) {
    return log.inclusion(index);
  }

  @Override
  public ConsistencyProof consistency(long oldSize, long newSize) {
    return log.consistency(oldSize, newSize);
  }
}
