package io.sallyport.vault.internal;

import static io.sallyport.vault.internal.Refusals.refuse;

import io.sallyport.vault.ProgressListener;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Waits until a drop folder is complete and has not changed for a while. Thread-safe: no state. */
final class DropWait {
  private final Clock clock;
  private final Pause pause;
  private final Duration settle;

  /** @param settle how long nothing may have changed */
  DropWait(Clock clock, Pause pause, Duration settle) {
    this.clock = clock;
    this.pause = pause;
    this.settle = settle;
  }

  /** @throws io.sallyport.trust.RefusedException SP-MEDIUM-0031 with what is missing */
  DropFolder.Contents complete(DropFolder folder, String where, Duration wait, ProgressListener progress) {
    Instant deadline = clock.instant().plus(wait);
    DropFolder.Contents contents = folder.look();
    Instant unchangedSince = clock.instant();
    while (true) {
      Instant now = clock.instant();
      if (contents.isComplete() && !now.isBefore(unchangedSince.plus(settle))) {
        return contents;
      }
      tell(contents, progress);
      boolean late = now.isAfter(deadline.plus(contents.isComplete() ? settle : Duration.ZERO)) || wait.isZero() && !contents.isComplete();
      if (late || !pause.await()) {
        throw incomplete(contents, where);
      }
      DropFolder.Contents next = folder.look();
      if (!next.files().equals(contents.files())) {
        unchangedSince = clock.instant();
      }
      contents = next;
    }
  }

  private static void tell(DropFolder.Contents contents, ProgressListener progress) {
    int there = contents.files().size();
    progress.progress(contents.isComplete() ? "waiting until nothing changes any more: " + there + " files"
        : there + " files are there; missing: " + shortened(contents), there, 0);
  }

  private static RuntimeException incomplete(DropFolder.Contents contents, String where) {
    String what = contents.isComplete() ? "its files still change" : contents.missing().size() + " missing: " + shortened(contents);
    return refuse("SP-MEDIUM-0031", "the medium in the drop folder is not complete: " + what, where, "wait longer with --wait, or have it sent again");
  }

  private static String shortened(DropFolder.Contents contents) {
    int more = contents.missing().size() - 3;
    return String.join(", ", contents.missing().stream().limit(3).toList()) + (more > 0 ? " and " + more + " more" : "");
  }
}
