package io.sallyport.capability.visionqc;

import io.sallyport.api.audit.AuditTrail;
import io.sallyport.api.image.InspectionResult;
import io.sallyport.api.image.InspectionResult.Inspected;
import io.sallyport.api.image.InspectionResult.Refused;
import io.sallyport.api.image.InspectionResult.Verdict;
import io.sallyport.api.image.Picture;
import io.sallyport.api.image.PictureView;
import io.sallyport.api.inference.InferenceService;
import io.sallyport.api.insight.InsightSink;
import io.sallyport.api.workorder.WorkOrderSink;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One started station: a picture in, a verdict out, and what follows from it. Thread-safe. */
final class Line {
  private static final Logger LOG = LoggerFactory.getLogger(Line.class);
  /** Pictures that are inspected at once; also bounds the memory of decoding. */
  private static final int AT_ONCE = 4;
  private static final long LONGEST_STOP_MILLIS = 2_000;
  private static final int LONGEST_ITEM = 128;

  private final Settings settings;
  private final Scorer scorer;
  private final PictureStore pictures;
  private final Reporter reporter;
  private final RefusalRecord refusals;
  private final InstantSource clock;
  private final Counters counters;
  private final Semaphore free = new Semaphore(AT_ONCE);
  private volatile boolean closed;
  private volatile String problem = "";

  /** @param folder the package's own */
  Line(Settings settings, InferenceService inference, InsightSink insights, WorkOrderSink workOrders, AuditTrail audit, InstantSource clock, Path folder, Counters counters) {
    this.settings = settings;
    this.scorer = new Scorer(inference, settings);
    this.pictures = new PictureStore(folder.resolve("stations").resolve(settings.name()).resolve("pictures"), settings.picturesKeep());
    this.reporter = new Reporter(settings, insights, workOrders, counters);
    this.refusals = new RefusalRecord(audit, clock, counters);
    this.clock = clock;
    this.counters = counters;
  }

  void open() {
    try {
      pictures.open();
    } catch (IOException e) {
      problem = "SP-VISION-0019: heat maps cannot be kept: " + e.getMessage();
    }
  }

  InspectionResult inspect(String item, Picture picture) {
    if (closed || !free.tryAcquire()) {
      return unavailable(closed ? Unavailable.stopped() : Unavailable.busy());
    }
    try {
      if (item.isBlank() || item.length() > LONGEST_ITEM || item.codePoints().anyMatch(Character::isISOControl)) {
        throw BadPicture.wrongItem();
      }
      Inspected result = judge(item, picture);
      problem = "";
      return result;
    } catch (BadPicture e) {
      counters.refused.increment();
      refusals.refused(settings.name(), item.substring(0, Math.min(LONGEST_ITEM, item.length())), e.refused());
      return e.refused();
    } catch (Unavailable e) {
      return unavailable(e);
    } finally {
      free.release();
    }
  }

  /** Empty if there is none. */
  Optional<byte[]> picture(UUID id, PictureView view) {
    try {
      return pictures.get(id, view);
    } catch (IOException e) {
      throw new IllegalStateException("the picture cannot be read: " + e.getMessage(), e);
    }
  }

  /** Tries again what could not be reported. */
  void flush() {
    reporter.flush();
  }

  /** No picture is taken any more; waits a while for those under way, which then report nothing any more. */
  void close() {
    closed = true;
    try {
      if (!free.tryAcquire(AT_ONCE, LONGEST_STOP_MILLIS, TimeUnit.MILLISECONDS)) {
        LOG.warn("{}: an inspection still waits for its model; its result will not count", settings.name());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What keeps it from its work, empty if nothing does. */
  String problem() {
    return problem.isEmpty() ? reporter.problem() : problem;
  }

  private Refused unavailable(Unavailable e) {
    counters.unavailable.increment();
    problem = e.getMessage();
    return e.refused();
  }

  private Inspected judge(String item, Picture picture) {
    GreyImage image = Pictures.grey(picture);
    checkSize(image);
    Region region = settings.region().orElse(new Region(0, 0, image.width(), image.height()));
    GreyImage part = image.crop(region);
    QualityGate.check(part, settings);
    UUID id = Pictures.id(settings.name(), item, image);
    Score score = scorer.score(part, id.toString(), () -> closed);
    if (closed) {
      throw Unavailable.stopped();
    }
    boolean rejected = score.verdict() == Verdict.REJECTED;
    int x = region.x() + score.heat().worstX();
    int y = region.y() + score.heat().worstY();
    Instant time = clock.instant();
    String shown = rejected || settings.acceptedPictures() ? keep(id, part, score) : "";
    if (rejected) {
      reporter.rejected(id, item, score, x, y, time, shown);
    }
    reporter.stored();
    reporter.count(id, rejected);
    (rejected ? counters.rejected : counters.accepted).increment();
    counters.scores.add(score.ratio() * settings.thresholdRatio());
    return new Inspected(id, settings.name(), item, score.verdict(), score.value(), score.threshold(), x, y, score.model(), time, rejected ? Optional.of(id) : Optional.empty());
  }

  /** Where the overlay is, below the package's folder; empty if it could not be kept. */
  private String keep(UUID id, GreyImage part, Score score) {
    try {
      pictures.put(id, HeatPictures.heat(part, score), HeatPictures.overlay(part, score));
      return "stations/" + settings.name() + "/pictures/" + id + "-overlay.png";
    } catch (IOException e) {
      counters.picturesLost.increment();
      LOG.error("{}: a heat map could not be kept", settings.name(), e);
      return "";
    }
  }

  private void checkSize(GreyImage image) {
    boolean fits = (settings.width() == 0 || settings.width() == image.width()) && (settings.height() == 0 || settings.height() == image.height());
    if (!fits) {
      throw BadPicture.wrongSize(image.width(), image.height(), settings.width() + " × " + settings.height() + ", as the station " + settings.name() + " is configured");
    }
    if (settings.region().isPresent() && !settings.region().get().isInside(image.width(), image.height())) {
      throw BadPicture.wrongSize(image.width(), image.height(), "one that the region " + settings.region().get() + " lies in");
    }
  }
}
