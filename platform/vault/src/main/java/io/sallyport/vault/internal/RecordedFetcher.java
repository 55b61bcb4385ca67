package io.sallyport.vault.internal;

import io.sallyport.trust.Fetcher;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Fetches each file once and answers the same ever after, so that what was verified is what becomes trusted. Not thread-safe. */
final class RecordedFetcher implements Fetcher {
  private final Fetcher source;
  private final Map<String, Optional<byte[]>> answers = new HashMap<>();

  RecordedFetcher(Fetcher source) {
    this.source = source;
  }

  @Override
  public Optional<byte[]> fetch(String relativePath, long maxLength) {
    return answers.computeIfAbsent(relativePath, path -> source.fetch(path, maxLength));
  }
}
