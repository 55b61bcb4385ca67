package io.sallyport.vault.internal;

import static io.sallyport.vault.internal.Refusals.refuse;

import io.sallyport.trust.BackgroundThreads;
import io.sallyport.trust.DirectoryFetcher;
import io.sallyport.trust.TargetFile;
import io.sallyport.vault.ProgressListener;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * Copies files of a medium to where an import stages them: a file for each core at a time, each in one pass. The copying begins with the
 * object; who made it looks at what has come while the rest is copied, and closes it. For one thread.
 */
final class ParallelCopy implements AutoCloseable {
  /** The medium failed, or was pulled out: what was copied counts when it is imported again. */
  static final String INTERRUPTED = "SP-MEDIUM-0020";
  private static final int MOST_FILES = 8;
  private static final int CHUNKS_FOR_A_FILE = 6;
  private static final int MOST_CHUNKS = 24;
  private static final long PROGRESS_MILLIS = 200;
  private static final ThreadFactory THREADS = new BackgroundThreads("sallyport-copy");

  private final StagedVault staged;
  private final DirectoryFetcher source;
  private final ProgressListener progress;
  private final long total;
  private final ExecutorService files;
  private final List<ExecutorService> stages = new ArrayList<>();
  private final BlockingQueue<OnePassCopy> idle = new LinkedBlockingQueue<>();
  private final CompletionService<String> copies;
  private final Set<String> missing;
  private final AtomicLong done = new AtomicLong();
  private final AtomicLong kept = new AtomicLong();

  /**
   * Begins.
   *
   * @param targets the medium's {@code targets/}
   * @param progress told in the thread that waits
   */
  ParallelCopy(StagedVault staged, Path targets, Collection<TargetFile> wanted, ProgressListener progress) {
    int atOnce = Math.min(MOST_FILES, Runtime.getRuntime().availableProcessors());
    this.staged = staged;
    this.source = new DirectoryFetcher(targets);
    this.progress = progress;
    this.total = wanted.stream().mapToLong(TargetFile::length).sum();
    this.files = Executors.newFixedThreadPool(atOnce, THREADS);
    this.copies = new ExecutorCompletionService<>(files);
    this.missing = wanted.stream().map(TargetFile::sha256).collect(Collectors.toCollection(HashSet::new));
    ChunkPool chunks = new ChunkPool(Math.min(MOST_CHUNKS, atOnce * CHUNKS_FOR_A_FILE));
    for (int i = 0; i < atOnce; i++) {
      idle.add(new OnePassCopy(stage(), stage(), chunks));
    }
    largestFirst(wanted).forEach(same -> copies.submit(() -> take(same)));
  }

  private ExecutorService stage() {
    ExecutorService stage = Executors.newSingleThreadExecutor(THREADS);
    stages.add(stage);
    return stage;
  }

  /** Waits until these are staged, or throws the first refusal of any. */
  void await(Collection<TargetFile> wanted) {
    Set<String> awaited = wanted.stream().map(TargetFile::sha256).collect(Collectors.toSet());
    try {
      while (!Collections.disjoint(missing, awaited)) {
        Future<String> ended = copies.poll(PROGRESS_MILLIS, TimeUnit.MILLISECONDS);
        if (ended != null) {
          missing.remove(ended.get());
        }
        progress.progress("copying and hashing", done.get(), total);
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException refused ? refused : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw refuse(INTERRUPTED, "the import was interrupted", "the medium", "import it again: what was copied counts");
    }
  }

  /** How many bytes an interrupted import had copied, of what is staged by now. */
  long kept() {
    return kept.get();
  }

  /** Breaks off what is still under way, and waits for its end. */
  @Override
  public void close() {
    files.shutdownNow();
    end(files);
    stages.forEach(ExecutorService::shutdown);
  }

  /** Files of the same content together: they have one place in the vault. */
  private static List<List<TargetFile>> largestFirst(Collection<TargetFile> wanted) {
    return wanted.stream().collect(Collectors.groupingBy(TargetFile::sha256)).values().stream()
        .sorted(Comparator.comparingLong((List<TargetFile> same) -> same.get(0).length()).reversed()).toList();
  }

  private String take(List<TargetFile> same) {
    OnePassCopy copy = idle.remove();
    try {
      for (TargetFile target : same) {
        kept.addAndGet(staged.take(target, from -> open(target, from), copy, done::addAndGet));
      }
      return same.get(0).sha256();
    } catch (OnePassCopy.SourceFailure e) {
      throw refuse(INTERRUPTED, "the medium failed while it was copied: " + e.getMessage(), same.get(0).path(),
          "see that it is in its place and import it again: what was copied counts", e);
    } finally {
      idle.add(copy);
    }
  }

  private ReadableByteChannel open(TargetFile target, long from) throws IOException {
    Path file = source.file(target.consistentPath()).orElseThrow(() -> new NoSuchFileException(target.consistentPath()));
    return FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)).position(from);
  }

  /** Whatever happens to the caller: no copy may go on into what the next import takes over. */
  private static void end(ExecutorService pool) {
    boolean interrupted = false;
    for (boolean ended = false; !ended;) {
      try {
        ended = pool.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
