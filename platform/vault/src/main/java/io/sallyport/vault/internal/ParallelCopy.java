package io.sallyport.vault.internal;

import static io.sallyport.vault.internal.Refusals.refuse;

import io.sallyport.trust.DirectoryFetcher;
import io.sallyport.trust.TargetFile;
import io.sallyport.vault.ProgressListener;
import io.sallyport.vault.Vault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Copies files of a medium into the vault, several at a time: hashing keeps the cores busy while the disk writes. */
final class ParallelCopy {
  private static final int MOST_THREADS = 4;

  private final Vault vault;
  private final DirectoryFetcher source;

  /** @param targets the medium's {@code targets/} */
  ParallelCopy(Vault vault, Path targets) {
    this.vault = vault;
    this.source = new DirectoryFetcher(targets);
  }

  /** Copies all, or throws the first refusal after the copies under way have ended. Progress is told in the calling thread. */
  void copy(List<TargetFile> wanted, long total, ProgressListener progress) {
    ExecutorService pool = Executors.newFixedThreadPool(Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors()));
    try {
      ExecutorCompletionService<TargetFile> copies = new ExecutorCompletionService<>(pool);
      List<TargetFile> largestFirst = new ArrayList<>(wanted);
      largestFirst.sort(java.util.Comparator.comparingLong(TargetFile::length).reversed());
      largestFirst.forEach(target -> copies.submit(() -> store(target), target));
      long done = 0;
      for (int i = 0; i < wanted.size(); i++) {
        done += copies.take().get().length();
        progress.progress("copying and hashing", done, total);
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException refused ? refused : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw refuse("SP-MEDIUM-0004", "the import was interrupted", "the medium", "import again");
    } finally {
      pool.shutdownNow();
      end(pool);
    }
  }

  private void store(TargetFile target) {
    Path file = source.file(target.consistentPath())
        .orElseThrow(() -> refuse("SP-MEDIUM-0004", "a file has vanished", target.consistentPath(), "check the medium, then import again"));
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      vault.store(in, target.length(), target.sha256());
    } catch (IOException e) {
      throw MediumTree.unreadable(file, e);
    }
  }

  private static void end(ExecutorService pool) {
    try {
      if (!pool.awaitTermination(Long.MAX_VALUE, java.util.concurrent.TimeUnit.NANOSECONDS)) {
        throw new IllegalStateException("a copy does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
