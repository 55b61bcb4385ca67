package io.sallyport.signedrepo;

import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** The body of one answer, given up as soon as it is longer than allowed: endless data costs no memory. */
final class LimitedBody implements BodySubscriber<byte[]> {
  private final URI address;
  private final long maxLength;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
  private Flow.Subscription subscription;

  LimitedBody(URI address, long maxLength) {
    this.address = address;
    this.maxLength = maxLength;
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return whole;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    this.subscription = subscription;
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      if (bytes.size() + (long) buffer.remaining() > maxLength) {
        subscription.cancel();
        whole.completeExceptionally(new RefusedException(new Refusal("SP-TRUST-0021", "the file is longer than " + maxLength + " bytes", address.toString(), "do not use this copy")));
        return;
      }
      byte[] chunk = new byte[buffer.remaining()];
      buffer.get(chunk);
      bytes.writeBytes(chunk);
    }
  }

  @Override
  public void onError(Throwable failure) {
    whole.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    whole.complete(bytes.toByteArray());
  }
}
