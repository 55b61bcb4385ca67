package io.sallyport.http.internal.listener;

import java.nio.ByteBuffer;
import java.util.function.LongSupplier;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.util.Callback;

/** One request and its answer, whose connection is told how long each part of the answer takes to be written. Thread-safe as what it wraps. */
final class WatchedStream extends HttpStream.Wrapper {
  private final Held held;
  private final LongSupplier ticker;

  WatchedStream(HttpStream stream, Held held, LongSupplier ticker) {
    super(stream);
    this.held = held;
    this.ticker = ticker;
  }

  @Override
  public void send(MetaData.Request request, MetaData.Response response, boolean last, ByteBuffer content, Callback callback) {
    held.beginWrite(ticker.getAsLong());
    super.send(request, response, last, content, new Written(callback));
  }

  /** Counts before it tells: whoever waits writes the next part at once. */
  private final class Written extends Callback.Nested {
    Written(Callback callback) {
      super(callback);
    }

    @Override
    public void succeeded() {
      held.endWrite(ticker.getAsLong());
      super.succeeded();
    }

    @Override
    public void failed(Throwable cause) {
      held.endWrite(ticker.getAsLong());
      super.failed(cause);
    }
  }
}
