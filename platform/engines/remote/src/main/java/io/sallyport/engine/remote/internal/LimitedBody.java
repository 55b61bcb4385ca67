package io.sallyport.engine.remote.internal;

import java.io.IOException;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** A body in memory, up to a limit; what is beyond ends the transfer. */
final class LimitedBody implements BodySubscriber<byte[]> {
  /** The body is larger than allowed. */
  static final class TooLarge extends IOException {
    private static final long serialVersionUID = 1L;

    TooLarge(int limit) {
      super("it is larger than " + limit + " bytes");
    }
  }

  private final int limit;
  private final CompletableFuture<byte[]> result = new CompletableFuture<>();
  private final List<ByteBuffer> parts = new ArrayList<>();
  private long length;
  private Flow.Subscription subscription;

  private LimitedBody(int limit) {
    this.limit = limit;
  }

  static BodyHandler<byte[]> of(int limit) {
    return response -> new LimitedBody(limit);
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return result;
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = given;
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      length += buffer.remaining();
      parts.add(buffer);
    }
    if (length > limit && !result.isDone()) {
      parts.clear();
      subscription.cancel();
      result.completeExceptionally(new TooLarge(limit));
    }
  }

  @Override
  public void onError(Throwable error) {
    parts.clear();
    result.completeExceptionally(error);
  }

  @Override
  public void onComplete() {
    byte[] whole = new byte[(int) Math.min(length, limit)];
    int at = 0;
    for (ByteBuffer part : parts) {
      int count = part.remaining();
      part.get(whole, at, count);
      at += count;
    }
    result.complete(whole);
  }
}
