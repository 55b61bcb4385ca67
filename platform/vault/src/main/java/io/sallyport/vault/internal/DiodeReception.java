package io.sallyport.vault.internal;

import static io.sallyport.vault.internal.Refusals.refuse;

import io.sallyport.audit.Actor;
import io.sallyport.audit.AuditLog;
import io.sallyport.audit.FlooredClock;
import io.sallyport.diode.Receiver;
import io.sallyport.diode.TransferStatus;
import io.sallyport.vault.DiodeStatus;
import io.sallyport.vault.ImportReport;
import io.sallyport.vault.MediumImport;
import io.sallyport.vault.ProgressListener;
import io.sallyport.vault.Reception;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The reception, with its receiver if one is configured. */
@Component(service = Reception.class, immediate = true, configurationPid = "io.sallyport.diode")
@Designate(ocd = DiodeReception.Config.class)
public final class DiodeReception implements Reception {
  private static final long PAUSE_MILLIS = 500;

  /** What a site declares about its diodes. Without it nothing listens and nothing is read. */
  @ObjectClassDefinition(name = "Diode", description = "Media that come over a one-way line")
  public @interface Config {
    @AttributeDefinition(description = "Address to listen at for signed-repo diode send: a declared conduit") String listen_address() default "127.0.0.1";

    @AttributeDefinition(description = "UDP port to listen at; 0: none") int listen_port() default 0;

    @AttributeDefinition(description = "Folder into which a commercial diode puts media; empty: none") String drop_directory() default "";

    @AttributeDefinition(description = "Most bytes in the quarantine, for transfers and for the copy of a drop folder, each") long quota_bytes() default 16L << 30;

    @AttributeDefinition(description = "A sender that was not heard for so many seconds is reported") int silence_s() default 60;

    @AttributeDefinition(description = "Files in the drop folder that did not change for so many milliseconds are whole") int settle_ms() default 3_000;
  }

  private final MediumImport media;
  private final DiodeRecords records;
  private final Clock clock;
  private final DropReception drop;
  private final Optional<ReceiverPort> port;
  private final CountDownLatch closed = new CountDownLatch(1);

  @Activate
  public DiodeReception(BundleContext context, @Reference MediumImport media, @Reference ContentStore vault, @Reference PackageCatalogue catalogue,
      @Reference AuditLog audit, Config config) {
    this(Directories.data(context), media, vault, catalogue.store(), audit, new FlooredClock(Clock.systemUTC(), audit), config);
  }

  DiodeReception(Path data, MediumImport media, ContentStore vault, VendorStore vendor, AuditLog audit, Clock clock, Config config) {
    this.media = media;
    this.records = new DiodeRecords(audit);
    this.clock = clock;
    Path quarantine = data.resolve("quarantine");
    SignedMetadata judge = new SignedMetadata(vendor, quarantine.resolve("vendor"), clock);
    DropWait wait = new DropWait(clock, this::pause, Duration.ofMillis(config.settle_ms()));
    this.drop = new DropReception(config.drop_directory(), quarantine.resolve("drop"), config.quota_bytes(), judge, vault, wait, records);
    this.port = config.listen_port() == 0 ? Optional.empty() : Optional.of(ReceiverPort.open(config.listen_address(), config.listen_port(),
        () -> new Receiver(quarantine.resolve("diode"), config.quota_bytes(), Duration.ofSeconds(config.silence_s()), judge, clock, records), records));
  }

  @Override
  public DiodeStatus status() {
    return new DiodeStatus(drop.folder(), port.map(ReceiverPort::status), port.flatMap(ReceiverPort::receiver).map(Receiver::transfers).orElse(List.of()));
  }

  @Override
  public ImportReport receiveFolder(Optional<Path> directory, Duration wait, Actor actor, ProgressListener progress) {
    return drop.receive(directory, wait, actor, progress, medium -> media.importFrom(medium, actor, progress));
  }

  @Override
  public ImportReport receiveTransfer(String session, Duration wait, Actor actor, ProgressListener progress) {
    Path medium = records.recorded("diode:" + session, actor, () -> complete(session, wait, progress));
    TransferStatus transfer = receiver().transfer(session);
    records.received("diode:" + transfer.session(), actor, transfer.bytes());
    ImportReport report = media.importFrom(medium, actor, progress);
    receiver().remove(transfer.session(), true);
    return report;
  }

  private Path complete(String session, Duration wait, ProgressListener progress) {
    Receiver receiver = receiver();
    Instant deadline = clock.instant().plus(wait);
    TransferStatus transfer = receiver.transfer(session);
    while (transfer.state() != TransferStatus.State.COMPLETE && clock.instant().isBefore(deadline) && pause()) {
      transfer = receiver.transfer(session);
      progress.progress("receiving blocks", transfer.complete(), transfer.blocks());
    }
    return receiver.medium(session);
  }

  @Override
  public TransferStatus discard(String session, Actor actor) {
    TransferStatus transfer = receiver().transfer(session);
    records.discarded(transfer, actor);
    return receiver().remove(transfer.session(), false);
  }

  private Receiver receiver() {
    return port.flatMap(ReceiverPort::receiver).orElseThrow(() -> port.map(ReceiverPort::refusal).orElseGet(() ->
        refuse("SP-DIODE-0010", "no receiver is configured", "io.sallyport.diode", "set listen.address and listen.port in DATA/site/etc/io.sallyport.diode.cfg")));
  }

  /** Also ends when the appliance stops. */
  private boolean pause() {
    try {
      return !closed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Deactivate
  void deactivate() throws IOException {
    closed.countDown();
    if (port.isPresent()) {
      port.get().close();
    }
  }
}
